//! One page of a scan as points for the screen, decoded beside the window; the scan that is leafed through stays open.

use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::case::Attachment;
use crate::domain::hash::Hash;
use crate::exchange::pdf_page;
use crate::exchange::scan::{ScanKind, picture};
use crate::ledger::Ledger;
use crate::ledger::error::{Error, Result};

/// The points of a page, three bytes each, row by row, with its width and height.
pub type Points = ([usize; 2], Vec<u8>);

/// The bytes of the scan that was looked at last: leafing through a PDF of a hundred pages reads it once.
#[derive(Clone, Default)]
pub struct OpenScan(Arc<Mutex<Option<Held>>>);

/// A scan's name and its bytes.
type Held = (Hash, Arc<Vec<u8>>);

impl OpenScan {
    fn bytes(&self, ledger: &Ledger, hash: Hash) -> Result<Arc<Vec<u8>>> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, bytes)) = open.as_ref().filter(|(held, _)| *held == hash) {
            return Ok(Arc::clone(bytes));
        }
        let bytes = Arc::new(ledger.file(&hash)?);
        *open = Some((hash, Arc::clone(&bytes)));
        Ok(bytes)
    }
}

impl Ledger {
    /// A page of a scan, from 0, no wider than this many points.
    ///
    /// # Errors
    /// A scan that cannot be read, by its name.
    pub fn scan_page(&self, open: &OpenScan, scan: &Attachment, page: u32, width: u32) -> Result<Points> {
        let name = &scan.file_name;
        let damaged = || {
            Error::Refused(format!("扫描件“{name}”打不开，可能已经损坏。原件照存，请找原件重新扫描后换上。"))
        };
        let bytes = open.bytes(self, scan.hash)?;
        let shown = match ScanKind::with_media(&scan.media) {
            Some(ScanKind::Pdf) => pdf_page::page(&bytes, page, width).ok_or_else(damaged)?,
            Some(_) => picture(&bytes, width).map_err(|_| damaged())?,
            None => return Err(damaged()),
        };
        Ok(([shown.width as usize, shown.height as usize], shown.rgb))
    }
}
