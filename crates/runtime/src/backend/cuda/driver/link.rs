//! The driver's own compiler: PTX to a cubin for the device that this thread's calls go to.

use super::{Driver, Link, SUCCESS};
use std::{ffi::CString, ptr};

/// `CU_JIT_INPUT_PTX`.
const PTX: u32 = 1;

impl Driver {
    /// The cubin of a PTX text; `None` where the driver does not take it, as one that is older than the
    /// text's compiler need not.
    pub(crate) fn assemble(&self, ptx: &str) -> Option<Vec<u8>> {
        let text = CString::new(ptx).ok()?;
        let mut linking = Linking {
            driver: self,
            link: Link::NULL,
        };
        // SAFETY: there are no options; one handle is written.
        let made = unsafe {
            let create = self.functions.cuLinkCreate_v2;
            create(0, ptr::null_mut(), ptr::null_mut(), &raw mut linking.link)
        };
        if made != SUCCESS {
            return None;
        }
        linking.cubin(&text)
    }
}

struct Linking<'a> {
    driver: &'a Driver,
    link: Link,
}

impl Linking<'_> {
    fn cubin(&self, text: &CString) -> Option<Vec<u8>> {
        let functions = &self.driver.functions;
        let bytes = text.as_bytes_with_nul();
        let data = bytes.as_ptr().cast_mut().cast();
        let (none, nothing) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: the text ends with a zero, which its length counts, and is only read.
        let added = unsafe {
            let add = functions.cuLinkAddData_v2;
            add(
                self.link,
                PTX,
                data,
                bytes.len(),
                c"kernel.ptx".as_ptr(),
                0,
                none,
                nothing,
            )
        };
        if added != SUCCESS {
            return None;
        }
        let (mut cubin, mut length) = (ptr::null_mut(), 0);
        // SAFETY: a pointer into the link and a length are written.
        let done =
            unsafe { (functions.cuLinkComplete)(self.link, &raw mut cubin, &raw mut length) };
        if done != SUCCESS || cubin.is_null() {
            return None;
        }
        // SAFETY: the driver says that so many bytes lie there, for as long as the link lives.
        let bytes = unsafe { std::slice::from_raw_parts(cubin.cast::<u8>(), length) };
        Some(bytes.to_vec())
    }
}

impl Drop for Linking<'_> {
    fn drop(&mut self) {
        if self.link != Link::NULL {
            // SAFETY: the link was made by this driver and is destroyed once.
            unsafe { (self.driver.functions.cuLinkDestroy)(self.link) };
        }
    }
}
