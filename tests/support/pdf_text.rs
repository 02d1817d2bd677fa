//! The text of a PDF, read back through the fonts' own tables from codes to characters.

/// All pages, one after the other, without spaces between runs.
pub fn text_of(pdf: &[u8]) -> String {
    let file = lopdf::Document::load_mem(pdf).expect("a PDF");
    let mut text = String::new();
    for page in file.get_pages().into_values() {
        let fonts = file.get_page_fonts(page).expect("fonts");
        let mut encoding = None;
        for operation in file.get_and_decode_page_content(page).expect("content").operations {
            match operation.operator.as_str() {
                "Tf" => {
                    let name = operation.operands[0].as_name().expect("a font's name");
                    encoding = Some(fonts[name].get_font_encoding(&file).expect("an encoding"));
                }
                "TJ" => {
                    for item in operation.operands[0].as_array().expect("an array") {
                        let (Ok(codes), Some(encoding)) = (item.as_str(), &encoding) else { continue };
                        text.push_str(&lopdf::Document::decode_text(encoding, codes).expect("text"));
                    }
                }
                _ => {}
            }
        }
    }
    text
}
