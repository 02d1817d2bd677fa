//! How soon a started program shows its first picture, seen from outside.

use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ChangeWindowAttributesAux, ConnectionExt as _, ImageFormat, Window};
use x11rb::rust_connection::RustConnection;

/// Starts, of which the best counts.
const RUNS: usize = 7;

/// Milliseconds from the start of the release binary to a picture on the screen, the best of a few.
///
/// The first picture has the passphrase field: a ledger that asks for one is opened before anything is painted.
pub fn to_first_picture(ledger: &Path) -> f64 {
    let home = tempfile::tempdir().expect("a folder");
    (0..RUNS).map(|_| once(ledger, home.path())).fold(f64::INFINITY, f64::min)
}

fn once(ledger: &Path, home: &Path) -> f64 {
    let (display, screen) = RustConnection::connect(None).expect("a display");
    let root = &display.setup().roots[screen];
    let middle = (root.width_in_pixels as i16 / 2, root.height_in_pixels as i16 / 2);
    // A bare server leaves the picture of a window that is gone where it was.
    let black = ChangeWindowAttributesAux::new().background_pixel(root.black_pixel);
    display.change_window_attributes(root.root, &black).expect("asked");
    display.clear_area(false, root.root, 0, 0, 0, 0).expect("asked");
    let before = pixel(&display, root.root, middle);
    let begun = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_binggong"))
        .arg(ledger)
        .env("BINGGONG_HOME", home)
        .spawn()
        .expect("the program");
    while pixel(&display, root.root, middle) == before {
        assert!(begun.elapsed() < Duration::from_secs(20), "no picture");
        std::thread::sleep(Duration::from_micros(500));
    }
    let taken = begun.elapsed().as_secs_f64() * 1000.0;
    end(&mut program);
    taken
}

fn pixel(display: &RustConnection, root: Window, (x, y): (i16, i16)) -> Vec<u8> {
    let asked = display.get_image(ImageFormat::Z_PIXMAP, root, x, y, 1, 1, !0).expect("asked");
    asked.reply().expect("a pixel").data
}

fn end(program: &mut Child) {
    program.kill().expect("ended");
    program.wait().expect("ended");
}
