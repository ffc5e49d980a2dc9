use kernsmith_msl::{diagnostic::*, ir::MathMode, source::*, syntax, unit::Unit};
fn main() {
    let mut sources = SourceMap::default();
    let path = std::env::args().nth(1).unwrap();
    let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
    let id = sources.add(path, text, Origin::User);
    let unit = Unit::new(vec![id], MathMode::Safe);
    let mut d = Diagnostics::default();
    let t = std::time::Instant::now();
    let file = syntax::parse(&mut sources, &unit, &mut d);
    eprintln!("{:?}", t.elapsed());
    println!("{}", d.render(&sources, RenderStyle::Plain));
    if std::env::args().nth(2).is_some() {
        println!("{file:#?}");
    }
    eprintln!("{} items, {} diagnostics", file.items.len(), d.len());
}
