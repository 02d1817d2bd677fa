//! Frames become PDF/A-1b: small font subsets, exact text, the same bytes every time. Decides no layout.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfFontMetricsStub, PdfPage, PdfSaveOptions, Pt, TextItem,
};
use sha2::{Digest, Sha256};

use super::content::{content, picture_name, resource};
use super::faces::Faces;
use super::frames::{MM, Pages, Picture};
use super::subsets::{Subset, Subsets};

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
    let mut volume = Volume::new(faces);
    volume.add(pages)?;
    volume.finish(info)
}

/// How many pages a PDF of whatever origin has; none where it cannot be read.
pub fn pages_in(bytes: &[u8]) -> Option<u32> {
    let document = lopdf::Document::load_mem(bytes).ok()?;
    u32::try_from(document.get_pages().len()).ok().filter(|pages| *pages > 0)
}

/// A file of one notice or of many, which share their fonts. Pages are drawn as they come, so that a volume
/// of thousands never holds more of them than their streams.
pub struct Volume<'a> {
    faces: &'a Faces,
    subsets: Subsets,
    pictures: Vec<Picture>,
    /// Width, height and compressed content of each page.
    pages: Vec<(f64, f64, Vec<u8>)>,
    deflater: Deflater,
}

impl<'a> Volume<'a> {
    /// A volume without a page.
    pub fn new(faces: &'a Faces) -> Volume<'a> {
        Volume {
            faces,
            subsets: Subsets::default(),
            pictures: Vec::new(),
            pages: Vec::new(),
            deflater: Deflater::new(),
        }
    }

    /// Puts the pages of a notice after those that are there.
    pub fn add(&mut self, pages: &Pages) -> Result<(), PdfError> {
        for page in &pages.pages {
            let drawn = content(page, &mut self.subsets, &mut self.pictures, self.faces);
            self.pages.push((page.width, page.height, self.deflater.deflate(&drawn)?));
        }
        Ok(())
    }

    /// Cuts the fonts and writes the file.
    pub fn finish(mut self, info: &Info) -> Result<Vec<u8>, PdfError> {
        let written = |error: lopdf::Error| PdfError::Write(error.to_string());
        let mut document = PdfDocument::new("");
        let mut glyph_counts = BTreeMap::new();
        let mut specimen = Vec::new();
        for (index, subset) in self.subsets.iter().enumerate() {
            let (font, glyphs) = embed(subset, self.faces)?;
            glyph_counts.insert(font.font_name.clone().unwrap_or_default(), glyphs);
            let id = FontId(resource(index));
            document.resources.fonts.map.insert(id.clone(), PdfFont::new(font));
            specimen.extend(show_all(id, subset));
        }
        let mut ops = Some(specimen);
        document.pages = self
            .pages
            .iter()
            // printpdf embeds what it sees in use; the first page shows every glyph until it gets its own stream.
            .map(|(width, height, _)| {
                PdfPage::new(
                    Mm((width / MM) as f32),
                    Mm((height / MM) as f32),
                    ops.take().unwrap_or_default(),
                )
            })
            .collect();
        let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
        drop(document);
        let streams = std::mem::take(&mut self.pages).into_iter().map(|(.., stream)| stream);
        let resources = give_contents(&mut file, streams).map_err(written)?;
        give_pictures(&mut file, resources, &self.pictures).map_err(written)?;
        archive(&mut file, info, &glyph_counts).map_err(written)?;
        for object in file.objects.values_mut() {
            if let Object::Stream(stream) = object {
                self.deflater.compress(stream)?;
            }
        }
        identify(&mut file);
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).map_err(|error| PdfError::Write(error.to_string()))?;
        Ok(bytes)
    }
}

/// One compressor for all streams of a file: making it costs more than a page does.
struct Deflater(Compress);

impl Deflater {
    /// Outlines hardly shrink further at a higher level: one per cent less for a tenth more time.
    const LEVEL: u32 = 2;
    /// A shorter stream stays as it is: what is saved on it, the name of the filter takes again.
    const SHORTEST: usize = 64;

    fn new() -> Deflater {
        Deflater(Compress::new(Compression::new(Self::LEVEL), true))
    }

    fn deflate(&mut self, bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
        self.0.reset();
        // More than deflate ever needs for bytes that do not shrink.
        let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 1000 + 64);
        match self.0.compress_vec(bytes, &mut out, FlushCompress::Finish) {
            Ok(Status::StreamEnd) => {}
            other => return Err(PdfError::Write(format!("{other:?}"))),
        }
        out.shrink_to_fit();
        Ok(out)
    }

    fn compress(&mut self, stream: &mut Stream) -> Result<(), PdfError> {
        let long = stream.content.len() >= Self::SHORTEST;
        if long && stream.allows_compression && !stream.dict.has(b"Filter") {
            let small = self.deflate(&stream.content)?;
            if small.len() + "/Filter/FlateDecode".len() < stream.content.len() {
                stream.dict.set("Filter", "FlateDecode");
                stream.set_content(small);
            }
        }
        Ok(())
    }
}

/// The cut font, and how many glyphs its program holds.
fn embed(subset: &Subset, faces: &Faces) -> Result<(ParsedFont, u16), PdfError> {
    let face = faces.face(subset.face);
    let program = subset.program(faces);
    let (bytes, count) = program.map_err(|cause| PdfError::Font { face: face.name, cause })?;
    let parsed = &face.parsed;
    let bounds = parsed.global_bounding_box();
    let units = parsed.units_per_em();
    let widths = subset.glyphs.iter().map(|&(old, _)| (face.advance(old) * f32::from(units)).round() as u16);
    let font = ParsedFont {
        original_bytes: bytes,
        font_index: 0,
        font_name: Some(format!("{}+{}", subset.tag(), face.name)),
        codepoint_to_glyph: BTreeMap::new(),
        glyph_widths: (1..).zip(widths).collect(),
        units_per_em: units,
        font_metrics: FontMetrics { ascent: parsed.ascender(), descent: parsed.descender() },
        font_type: FontType::TrueType,
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

/// Every glyph of a subset, with its character.
fn show_all(font: FontId, subset: &Subset) -> [Op; 2] {
    let glyphs = (1..).zip(&subset.glyphs);
    let shown = glyphs.map(|(new, (_, character))| Codepoint::with_cid(new, 0.0, character.to_string()));
    [
        Op::SetFont { font: PdfFontHandle::External(font), size: Pt(1.0) },
        Op::ShowText { items: vec![TextItem::GlyphIds(shown.collect())] },
    ]
}

/// Gives each page its stream, and all of them one dictionary of resources.
fn give_contents(
    file: &mut lopdf::Document,
    streams: impl Iterator<Item = Vec<u8>>,
) -> lopdf::Result<Option<ObjectId>> {
    let pages: Vec<_> = file.get_pages().into_values().collect();
    let mut shared = None;
    for (id, stream) in pages.into_iter().zip(streams) {
        let page = file.get_object_mut(id)?.as_dict_mut()?;
        let contents = page.get(b"Contents")?.as_reference()?;
        let own = page.get(b"Resources")?.as_reference()?;
        let resources = *shared.get_or_insert(own);
        page.set("Resources", resources);
        if own != resources {
            file.objects.remove(&own);
        }
        let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, stream);
        file.objects.insert(contents, Object::Stream(stream));
    }
    Ok(shared)
}

/// Puts the photographs into the resources of all pages: as they are, in the colours of the output intent.
fn give_pictures(
    file: &mut lopdf::Document,
    resources: Option<ObjectId>,
    pictures: &[Picture],
) -> lopdf::Result<()> {
    let (Some(resources), false) = (resources, pictures.is_empty()) else { return Ok(()) };
    let mut named = Dictionary::new();
    for (index, picture) in pictures.iter().enumerate() {
        let about = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Image",
            "Width" => i64::from(picture.width),
            "Height" => i64::from(picture.height),
            "ColorSpace" => "DeviceRGB",
            "BitsPerComponent" => 8,
            "Filter" => "DCTDecode",
        };
        let stream = Stream::new(about, picture.jpeg.to_vec()).with_compression(false);
        named.set(picture_name(index), file.add_object(stream));
    }
    file.get_object_mut(resources)?.as_dict_mut()?.set("XObject", named);
    Ok(())
}

/// Makes the file PDF/A-1b: output intent, metadata, CID sets.
fn archive(file: &mut lopdf::Document, info: &Info, glyphs: &BTreeMap<String, u16>) -> lopdf::Result<()> {
    file.version = "1.4".into();
    let profile = Stream::new(dictionary! { "N" => 3 }, colours().to_vec());
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
    Ok(())
}

/// An ID that follows from the content, so that the same notice gives the same bytes.
fn identify(file: &mut lopdf::Document) {
    let mut hash = Sha256::new();
    for object in file.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update((stream.content.len() as u64).to_be_bytes());
            hash.update(&stream.content);
        }
    }
    let id = Object::String(hash.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
}

fn colours() -> &'static [u8] {
    static PROFILE: OnceLock<Vec<u8>> = OnceLock::new();
    PROFILE.get_or_init(super::srgb::profile)
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
    use crate::notice::frames::{Frame, Glyph, Ink, Page, Run};
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
            cites: Vec::new(),
        };
        let page = Page { frames: vec![Frame::Text(run)], ..Page::a4() };
        let bytes = write(&Pages { pages: vec![page] }, Faces::embedded(), &info()).expect("a PDF");
        assert_eq!(read_back(&bytes), ["一⼀一"]);
    }

    #[test]
    fn merged_notices_share_their_fonts() {
        let (one, two) = (pages("示例"), pages("示范"));
        let mut volume = Volume::new(Faces::embedded());
        [&one, &two].into_iter().for_each(|pages| volume.add(pages).expect("drawn"));
        let merged = volume.finish(&info()).expect("a PDF");
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
