//! The environment, as far as settings heed it. Nothing else in the crate reads it.

/// A variable that is set and not empty.
pub(super) fn variable(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "this is the place that reads it")]
    let value = std::env::var_os(name)?;
    let text = value.to_string_lossy().into_owned();
    (!text.is_empty()).then_some(text)
}

/// Names of a setting: ours, and those of the programs that had it before.
pub(super) struct Names(pub(super) &'static [&'static str]);

pub(super) const PAD: Names = Names(&[
    "KERNSMITH_GEMM_PAD",
    "XLSTM_GEMM_PAD",
    "METALFAISS_GEMM_PAD_ATB",
]);
pub(super) const ALIGN_EXECW: Names =
    Names(&["KERNSMITH_GEMM_ALIGN_EXECW", "XLSTM_GEMM_ALIGN_EXECW"]);
pub(super) const DOUBLE_BUFFER: Names = Names(&[
    "KERNSMITH_GEMM_DOUBLE_BUFFER",
    "XLSTM_GEMM_DB",
    "METALFAISS_GEMM_DB",
]);
pub(super) const SIMDGROUPS: Names = Names(&["KERNSMITH_GEMM_SIMDGROUPS"]);
pub(super) const SPLIT_K: Names = Names(&["KERNSMITH_GEMM_SPLIT_K"]);
pub(super) const LIBRARY: Names = Names(&["KERNSMITH_GEMM_LIBRARY"]);
pub(super) const TILE_AV: Names = Names(&[
    "KERNSMITH_GEMM_TILE_AV",
    "XLSTM_GEMM_TILE_AV",
    "XLSTM_GEMM_TILE",
    "METALFAISS_GEMM_TILE_AV",
]);
pub(super) const TILE_ATB: Names = Names(&[
    "KERNSMITH_GEMM_TILE_ATB",
    "XLSTM_GEMM_TILE_ATB",
    "METALFAISS_GEMM_TILE_ATB",
]);
pub(super) const IVF_TPB: Names = Names(&["KERNSMITH_IVF_TPB", "IVF_TPB", "METALFAISS_IVF_TPB"]);
pub(super) const QR_DOT: Names = Names(&["KERNSMITH_QR_DOT", "QR_DOT_MODE", "METALFAISS_QR_DOT"]);
pub(super) const SVD_BAND: Names = Names(&["KERNSMITH_SVD_BAND", "METALFAISS_SVD_BAND"]);
pub(super) const SVD_STREAMS: Names = Names(&["KERNSMITH_SVD_STREAMS", "METALFAISS_SVD_STREAMS"]);
pub(super) const FAST_HEAD: Names = Names(&["KERNSMITH_FAST_HEAD", "XLSTM_MLX_FAST_HEAD"]);
/// The user's tuning file.
pub(super) const TUNING: &str = "KERNSMITH_TUNING";
