//! What is compiled into the program file.

use std::path::Path;

use memchr::memmem;

/// So much of a face that no other face has it.
const ENOUGH: usize = 256;

#[test]
fn every_face_lies_in_the_program_once() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_binggong")).expect("the program");
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let mut seen = 0;
    for entry in std::fs::read_dir(fonts).expect("fonts") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "ttf" || extension == "otf") {
            let face = std::fs::read(&path).expect("a face");
            let middle = &face[face.len() / 2..][..ENOUGH];
            assert_eq!(memmem::find_iter(&program, middle).count(), 1, "{}", path.display());
            seen += 1;
        }
    }
    assert_eq!(seen, 8);
}
