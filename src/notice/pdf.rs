//! Frames become PDF/A-1b: small font subsets, exact text, the same bytes every time. Decides no layout.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use lopdf::{Dictionary, Object, Stream, StringFormat, dictionary};
use printpdf::{
    Codepoint, Color, FontId, FontMetrics, FontType, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfFontMetricsStub, PdfPage, PdfSaveOptions, Pt, Rect, Rgb, TextItem, TextMatrix,
};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::faces::{FaceId, Faces};
use super::frames::{Frame, Ink, MM, Page, Pages, Run};

/// What a PDF says about itself. Nothing here is asked of a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    pub title: String,
    /// 发文机关.
    pub issuer: String,
    /// 文号; empty for a file of many notices.
    pub number: String,
    /// 成文日期; also the file's creation date.
    pub issued_on: NaiveDate,
    /// Adds the keyword 测试数据.
    pub sample: bool,
}

/// Why a PDF could not be written. Both are faults of the program or its fonts, not of the user's data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    #[error("字体“{face}”无法取出所用的字（{cause}），请重新安装本程序")]
    Font { face: &'static str, cause: String },
    #[error("文书无法写成 PDF（{0}），请把此提示告诉维护者")]
    Write(String),
}

/// Writes one notice.
pub fn write(pages: &Pages, faces: &Faces, info: &Info) -> Result<Vec<u8>, PdfError> {
    write_merged(&[pages], faces, info)
}

/// Writes many notices into one file; they share their fonts.
pub fn write_merged(many: &[&Pages], faces: &Faces, info: &Info) -> Result<Vec<u8>, PdfError> {
    let pages = || many.iter().flat_map(|pages| &pages.pages);
    let fonts = Fonts::collect(pages());
    let mut document = PdfDocument::new("");
    let mut glyph_counts = BTreeMap::new();
    for (index, subset) in fonts.subsets.iter().enumerate() {
        let (font, glyphs) = subset.embed(faces)?;
        glyph_counts.insert(font.font_name.clone().unwrap_or_default(), glyphs);
        document.resources.fonts.map.insert(resource(index), PdfFont::new(font));
    }
    document.pages = pages().map(|page| draw(page, &fonts, faces)).collect();

    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    archive(&mut file, info, &glyph_counts).map_err(|error| PdfError::Write(error.to_string()))?;
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|error| PdfError::Write(error.to_string()))?;
    Ok(bytes)
}

/// Which glyphs of which faces a file uses, and as which characters.
#[derive(Default)]
struct Fonts {
    subsets: Vec<Subset>,
    /// The subset and the glyph in it that draw a character with a face's glyph.
    places: HashMap<(FaceId, u16, char), (usize, u16)>,
}

struct Subset {
    face: FaceId,
    remapper: GlyphRemapper,
    /// For each new glyph but the first (.notdef): the old one, and its character.
    glyphs: Vec<(u16, char)>,
}

impl Fonts {
    fn collect<'a>(pages: impl Iterator<Item = &'a Page>) -> Fonts {
        let mut fonts = Fonts::default();
        for frame in pages.flat_map(|page| &page.frames) {
            let Frame::Text(run) = frame else { continue };
            for glyph in &run.glyphs {
                fonts.add(run.face, glyph.id, glyph.character);
            }
        }
        fonts
    }

    /// A glyph that stands for two characters goes into two subsets of its face: each subset has one table
    /// from glyph to character, and both characters must be read back.
    fn add(&mut self, face: FaceId, glyph: u16, character: char) {
        if self.places.contains_key(&(face, glyph, character)) {
            return;
        }
        let free = |subset: &Subset| subset.face == face && subset.remapper.get(glyph).is_none();
        let index = self.subsets.iter().position(free).unwrap_or_else(|| {
            self.subsets.push(Subset { face, remapper: GlyphRemapper::new(), glyphs: Vec::new() });
            self.subsets.len() - 1
        });
        let subset = &mut self.subsets[index];
        let new = subset.remapper.remap(glyph);
        subset.glyphs.push((glyph, character));
        self.places.insert((face, glyph, character), (index, new));
    }
}

impl Subset {
    /// The cut font, and how many glyphs its program holds.
    fn embed(&self, faces: &Faces) -> Result<(ParsedFont, u16), PdfError> {
        let face = faces.face(self.face);
        let failed = |cause: String| PdfError::Font { face: face.name, cause };
        let bytes =
            subsetter::subset(face.bytes, 0, &self.remapper).map_err(|error| failed(error.to_string()))?;
        let cut = ttf_parser::Face::parse(&bytes, 0).map_err(|error| failed(error.to_string()))?;
        let (count, cff) = (cut.number_of_glyphs(), cut.tables().cff.is_some() || bytes.starts_with(b"OTTO"));
        let parsed = &face.parsed;
        let bounds = parsed.global_bounding_box();
        let units = parsed.units_per_em();
        let widths =
            self.glyphs.iter().map(|&(old, _)| (face.advance(old) * f32::from(units)).round() as u16);
        let font = ParsedFont {
            original_bytes: bytes,
            font_index: 0,
            font_name: Some(format!("{}+{}", self.tag(), face.name)),
            codepoint_to_glyph: BTreeMap::new(),
            glyph_widths: (1..).zip(widths).collect(),
            units_per_em: units,
            font_metrics: FontMetrics { ascent: parsed.ascender(), descent: parsed.descender() },
            font_type: if cff { FontType::OpenTypeCFF(()) } else { FontType::TrueType },
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: units,
                x_min: bounds.x_min,
                y_min: bounds.y_min,
                x_max: bounds.x_max,
                y_max: bounds.y_max,
                us_weight_class: parsed.weight().to_number(),
                ..PdfFontMetricsStub::default()
            },
        };
        Ok((font, count))
    }

    /// Six capitals that follow from the glyphs, as the PDF standard asks of subsets.
    fn tag(&self) -> String {
        let mut hash = Sha256::new();
        for (glyph, character) in &self.glyphs {
            hash.update(glyph.to_be_bytes());
            hash.update(u32::from(*character).to_be_bytes());
        }
        hash.finalize()[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
    }
}

fn resource(index: usize) -> FontId {
    FontId(format!("F{index}"))
}

/// Two decimals of a point: a three-hundredth of a millimetre.
fn short(points: f64) -> f32 {
    ((points * 100.0).round() / 100.0) as f32
}

fn draw(page: &Page, fonts: &Fonts, faces: &Faces) -> PdfPage {
    let mut ops = Vec::new();
    let mut pen = Pen::default();
    for frame in &page.frames {
        if let Frame::Rule { from, to, thickness, ink } = frame {
            pen.ink(*ink, &mut ops);
            ops.push(Op::DrawRectangle { rectangle: stroke(page, *from, *to, *thickness) });
        }
    }
    ops.push(Op::StartTextSection);
    for frame in &page.frames {
        if let Frame::Text(run) = frame {
            pen.ink(run.ink, &mut ops);
            pen.show(run, page.height, fonts, faces, &mut ops);
        }
    }
    ops.push(Op::EndTextSection);
    PdfPage::new(Mm((page.width / MM) as f32), Mm((page.height / MM) as f32), ops)
}

/// A rule as a filled rectangle.
fn stroke(page: &Page, from: (f64, f64), to: (f64, f64), thickness: f64) -> Rect {
    let (across, down) = if from.1 == to.1 { (0.0, thickness) } else { (thickness, 0.0) };
    Rect {
        x: Pt(short(from.0 - across / 2.0)),
        y: Pt(short(page.height - to.1 - down / 2.0)),
        width: Pt(short(to.0 - from.0 + across)),
        height: Pt(short(to.1 - from.1 + down)),
        mode: Some(PaintMode::Fill),
        winding_order: None,
    }
}

/// The graphics state as far as it was written, so that nothing is said twice.
#[derive(Default)]
struct Pen {
    ink: Option<Ink>,
    font: Option<(usize, f64)>,
    spacing: f32,
}

impl Pen {
    fn ink(&mut self, ink: Ink, ops: &mut Vec<Op>) {
        if self.ink.replace(ink) != Some(ink) {
            let (r, g, b) = ink.rgb();
            let [r, g, b] = [r, g, b].map(|part| f32::from(part) / 255.0);
            ops.push(Op::SetFillColor { col: Color::Rgb(Rgb { r, g, b, icc_profile: None }) });
        }
    }

    /// Shows a run: one matrix, one spacing for most of its glyphs, corrections where a glyph differs.
    fn show(&mut self, run: &Run, height: f64, fonts: &Fonts, faces: &Faces, ops: &mut Vec<Op>) {
        let place = |index: usize| {
            let glyph = &run.glyphs[index];
            fonts.places[&(run.face, glyph.id, glyph.character)]
        };
        let face = faces.face(run.face);
        let mut start = 0;
        while start < run.glyphs.len() {
            let subset = place(start).0;
            let end = (start..run.glyphs.len()).find(|&at| place(at).0 != subset).unwrap_or(run.glyphs.len());
            let glyphs = &run.glyphs[start..end];
            let origins: Vec<f64> = glyphs.iter().map(|glyph| glyph.left + glyph.shift).collect();
            let natural =
                |at: usize| (f64::from(face.advance(glyphs[at].id)) * 1000.0).trunc() / 1000.0 * run.size;
            let gaps: Vec<f64> =
                (1..origins.len()).map(|at| origins[at] - origins[at - 1] - natural(at - 1)).collect();
            let spacing = commonest(&gaps);

            if self.font.replace((subset, run.size)) != Some((subset, run.size)) {
                ops.push(Op::SetFont {
                    font: PdfFontHandle::External(resource(subset)),
                    size: Pt(run.size as f32),
                });
            }
            if self.spacing != spacing {
                self.spacing = spacing;
                ops.push(Op::SetCharacterSpacing { multiplier: spacing });
            }
            let (x, y) = (short(origins[0]), short(height - run.baseline));
            ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(x), Pt(y)) });
            let mut pen = f64::from(x);
            let shown = (0..glyphs.len()).map(|at| {
                pen += natural(at) + f64::from(spacing);
                let off = origins.get(at + 1).map_or(0.0, |next| ((pen - next) / run.size * 1000.0).round());
                // A thousandth of an em is below what paper shows; corrections never add up.
                let off = if off.abs() < 4.0 { 0.0 } else { off };
                pen -= off * run.size / 1000.0;
                Codepoint::with_cid(place(start + at).1, off as f32, glyphs[at].character.to_string())
            });
            ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(shown.collect())] });
            start = end;
        }
    }
}

/// The gap that most glyphs of a run have, in thousandths of a point.
fn commonest(gaps: &[f64]) -> f32 {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for gap in gaps {
        *counts.entry((gap * 1000.0).round() as i64).or_default() += 1;
    }
    let most = counts.iter().max_by_key(|&(gap, count)| (count, std::cmp::Reverse(gap.abs())));
    most.map_or(0.0, |(gap, _)| *gap as f32 / 1000.0)
}

/// Makes the file PDF/A-1b and reproducible: output intent, metadata, CID sets, an ID from the content.
fn archive(file: &mut lopdf::Document, info: &Info, glyphs: &BTreeMap<String, u16>) -> lopdf::Result<()> {
    file.version = "1.4".into();
    let profile = Stream::new(dictionary! { "N" => 3 }, super::srgb::profile());
    let profile = file.add_object(profile);
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = file.add_object(Stream::new(metadata, xmp(info).into_bytes()).with_compression(false));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    let catalog = file.catalog_mut()?;
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    catalog.set("Metadata", metadata);
    catalog.set("Lang", Object::string_literal("zh-CN"));
    let about = file.trailer.get(b"Info")?.as_reference()?;
    file.objects.insert(about, Object::Dictionary(about_dictionary(info)));
    cid_sets(file, glyphs);
    file.compress();

    let mut hash = Sha256::new();
    for object in file.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update((stream.content.len() as u64).to_be_bytes());
            hash.update(&stream.content);
        }
    }
    let id = Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
    Ok(())
}

/// PDF/A-1 wants each subset to list the glyphs that it holds: all of them.
fn cid_sets(file: &mut lopdf::Document, glyphs: &BTreeMap<String, u16>) {
    let descriptor = |object: &Object| {
        let dictionary = object.as_dict().ok()?;
        dictionary.has_type(b"FontDescriptor").then_some(())?;
        let name = dictionary.get(b"FontName").and_then(Object::as_name).ok()?;
        glyphs.get(std::str::from_utf8(name).ok()?).copied()
    };
    let found: Vec<_> =
        file.objects.iter().filter_map(|(id, object)| Some((*id, descriptor(object)?))).collect();
    for (id, count) in found {
        let mut bits = vec![0xFF; usize::from(count / 8)];
        if count % 8 > 0 {
            bits.push(0xFF << (8 - count % 8));
        }
        let set = file.add_object(Stream::new(Dictionary::new(), bits));
        if let Some(Object::Dictionary(dictionary)) = file.objects.get_mut(&id) {
            dictionary.set("CIDSet", set);
        }
    }
}

const PRODUCER: &str = concat!("秉公 ", env!("CARGO_PKG_VERSION"));

fn keywords(info: &Info) -> &'static str {
    if info.sample { "测试数据" } else { "" }
}

fn about_dictionary(info: &Info) -> Dictionary {
    let date = || Object::string_literal(format!("D:{}000000+08'00'", info.issued_on.format("%Y%m%d")));
    let mut about = Dictionary::new();
    let entries = [
        ("Title", info.title.as_str()),
        ("Author", &info.issuer),
        ("Subject", &info.number),
        ("Keywords", keywords(info)),
        ("Creator", PRODUCER),
        ("Producer", PRODUCER),
    ];
    for (key, value) in entries.into_iter().filter(|(_, value)| !value.is_empty()) {
        let utf16 = [0xFE, 0xFF].into_iter().chain(value.encode_utf16().flat_map(u16::to_be_bytes));
        about.set(key, Object::String(utf16.collect(), StringFormat::Hexadecimal));
    }
    about.set("CreationDate", date());
    about.set("ModDate", date());
    about
}

/// The same statements as XMP, which PDF/A compares with the dictionary.
fn xmp(info: &Info) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let date = info.issued_on.format("%Y-%m-%dT00:00:00+08:00");
    let given = |text: &str, xml: &dyn Fn(String) -> String| {
        if text.is_empty() { String::new() } else { xml(escaped(text)) }
    };
    let alternative = |name: &'static str| {
        move |text: String| {
            format!(
                "<dc:{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li></rdf:Alt></dc:{name}>"
            )
        }
    };
    let creator =
        |text: String| format!("<dc:creator><rdf:Seq><rdf:li>{text}</rdf:li></rdf:Seq></dc:creator>");
    let keyword = |text: String| format!("<pdf:Keywords>{text}</pdf:Keywords>");
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\
         <pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\
         <dc:format>application/pdf</dc:format>{}{}{}{}\
         <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>\
         <xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>\
         </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>",
        given(&info.title, &alternative("title")),
        given(&info.number, &alternative("description")),
        given(&info.issuer, &creator),
        given(keywords(info), &keyword),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::faces::Role;
    use crate::notice::frames::Glyph;
    use crate::notice::{Block, Document, Layout, typeset};

    fn info() -> Info {
        Info {
            title: "试<&>".into(),
            issuer: "示例县应急管理局".into(),
            number: "示应急过错〔2026〕1号".into(),
            issued_on: NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day"),
            sample: true,
        }
    }

    fn pages(text: &str) -> Pages {
        let blocks = vec![
            Block::Head("示例县应急管理局".into()),
            Block::Title("试排䶮字的通知".into()),
            Block::Paragraph(text.repeat(30)),
        ];
        let document =
            Document { form: "x".into(), form_version: 1, layout: Layout::Official, sample: true, blocks };
        typeset(&document, Faces::embedded()).expect("typeset")
    }

    /// The text of each page, read back through the fonts' own tables from codes to characters.
    fn read_back(bytes: &[u8]) -> Vec<String> {
        let file = lopdf::Document::load_mem(bytes).expect("a PDF");
        let page = |id: lopdf::ObjectId| {
            let fonts = file.get_page_fonts(id).expect("fonts");
            let mut encoding = None;
            let mut text = String::new();
            for operation in file.get_and_decode_page_content(id).expect("content").operations {
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
            text
        };
        file.get_pages().into_values().map(page).collect()
    }

    fn text_of(page: &Page) -> String {
        let run = |frame: &Frame| if let Frame::Text(run) = frame { Some(run.text()) } else { None };
        page.frames.iter().filter_map(run).collect()
    }

    #[test]
    fn the_text_reads_back_exactly() {
        let pages = pages("周䶮、吴㛃、李𬭳于2026年3月5日——依据《制度》（示应急字〔2020〕25号）“三违”……");
        let back = read_back(&write(&pages, Faces::embedded(), &info()).expect("a PDF"));
        let set: Vec<String> = pages.pages.iter().map(text_of).collect();
        assert!(set.len() > 1);
        assert_eq!(back, set);
    }

    #[test]
    fn the_same_notice_gives_the_same_bytes_and_another_one_another_id() {
        let write = |text: &str| write(&pages(text), Faces::embedded(), &info()).expect("a PDF");
        assert_eq!(write("示例"), write("示例"));
        let id = |bytes: &[u8]| {
            lopdf::Document::load_mem(bytes).expect("a PDF").trailer.get(b"ID").expect("an ID").clone()
        };
        assert_ne!(id(&write("示例")), id(&write("示范")));
    }

    #[test]
    fn one_glyph_for_two_characters_reads_back_as_both() {
        let shape = Faces::embedded().shape(Role::Body, '一').expect("a glyph");
        let glyph = |character, left| Glyph { character, id: shape.glyph, left, advance: 16.0, shift: 0.0 };
        let run = Run {
            role: Role::Body,
            face: shape.face,
            size: 16.0,
            ink: Ink::Black,
            baseline: 100.0,
            glyphs: vec![glyph('一', 100.0), glyph('⼀', 116.0), glyph('一', 132.0)],
        };
        let page = Page { frames: vec![Frame::Text(run)], ..Page::a4() };
        let bytes = write(&Pages { pages: vec![page] }, Faces::embedded(), &info()).expect("a PDF");
        assert_eq!(read_back(&bytes), ["一⼀一"]);
    }

    #[test]
    fn merged_notices_share_their_fonts() {
        let (one, two) = (pages("示例"), pages("示范"));
        let merged = write_merged(&[&one, &two], Faces::embedded(), &info()).expect("a PDF");
        let file = lopdf::Document::load_mem(&merged).expect("a PDF");
        let fonts = file.objects.values().filter_map(|object| object.as_dict().ok());
        let descriptors = fonts.filter(|dictionary| dictionary.has_type(b"FontDescriptor")).count();
        assert_eq!(descriptors, 4, "four faces, each once");
        assert_eq!(file.get_pages().len(), one.pages.len() + two.pages.len());
    }

    #[test]
    fn the_file_says_what_an_archive_asks() {
        let bytes = write(&pages("示例"), Faces::embedded(), &info()).expect("a PDF");
        let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
        let catalog = file.catalog().expect("a catalog");
        assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).expect("a language"), b"zh-CN");
        assert_eq!(catalog.get(b"OutputIntents").and_then(Object::as_array).expect("intents").len(), 1);
        let metadata = catalog.get(b"Metadata").and_then(Object::as_reference).expect("metadata");
        let xmp = file.get_object(metadata).and_then(Object::as_stream).expect("a stream");
        let xmp = String::from_utf8(xmp.content.clone()).expect("plain UTF-8");
        assert!(xmp.contains("<pdfaid:part>1</pdfaid:part>") && xmp.contains("试&lt;&amp;&gt;"));
        assert!(xmp.contains("2026-03-05T00:00:00+08:00"));
    }
}
