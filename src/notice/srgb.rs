//! A small sRGB profile (ICC version 2), for the output intent that PDF/A asks for.

/// Matrix columns and white point of sRGB under D50, as IEC 61966-2-1 profiles give them.
const COLOURS: [(&[u8; 4], [f64; 3]); 4] = [
    (b"wtpt", [0.9505, 1.0, 1.0891]),
    (b"rXYZ", [0.4361, 0.2225, 0.0139]),
    (b"gXYZ", [0.3851, 0.7169, 0.0971]),
    (b"bXYZ", [0.1431, 0.0606, 0.7141]),
];
const CURVE_POINTS: u16 = 256;

/// The profile's bytes.
pub(crate) fn profile() -> Vec<u8> {
    let name = b"sRGB\0";
    let mut desc = [&b"desc\0\0\0\0"[..], &(name.len() as u32).to_be_bytes(), name].concat();
    // No Unicode and no ScriptCode name: 4 + 4 + 2 + 1 + 67 bytes of zeros.
    desc.extend([0; 78]);
    let mut tags: Vec<(&[u8; 4], Vec<u8>)> =
        vec![(b"desc", desc), (b"cprt", b"text\0\0\0\0No copyright, use freely\0".to_vec())];
    for (tag, values) in COLOURS {
        let numbers = values.iter().flat_map(|value| ((value * 65536.0).round() as i32).to_be_bytes());
        tags.push((tag, b"XYZ \0\0\0\0".iter().copied().chain(numbers).collect()));
    }
    tags.push((b"rTRC", curve()));

    let mut table = Vec::new();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * (tags.len() + 2);
    let mut entry = |tag: &[u8; 4], at: usize, size: usize| {
        table.extend(tag);
        table.extend((at as u32).to_be_bytes());
        table.extend((size as u32).to_be_bytes());
    };
    for (tag, bytes) in &tags {
        entry(tag, start + data.len(), bytes.len());
        if *tag == b"rTRC" {
            // The three channels share one curve.
            entry(b"gTRC", start + data.len(), bytes.len());
            entry(b"bTRC", start + data.len(), bytes.len());
        }
        data.extend(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header((start + data.len()) as u32);
    profile.extend((tags.len() as u32 + 2).to_be_bytes());
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(size: u32) -> Vec<u8> {
    let mut header = size.to_be_bytes().to_vec();
    header.extend([0; 4]);
    header.extend([2, 0x10, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    header.extend([2026_u16, 1, 1, 0, 0, 0].map(u16::to_be_bytes).concat());
    header.extend(b"acsp");
    header.resize(68, 0);
    // The profile connection space's illuminant, D50.
    header.extend([0xF6D6_u32, 0x1_0000, 0xD32D].map(u32::to_be_bytes).concat());
    header.resize(128, 0);
    header
}

fn curve() -> Vec<u8> {
    let mut curve = b"curv\0\0\0\0".to_vec();
    curve.extend(u32::from(CURVE_POINTS).to_be_bytes());
    for point in 0..CURVE_POINTS {
        let value = f64::from(point) / f64::from(CURVE_POINTS - 1);
        let linear = if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
        curve.extend(((linear * 65535.0).round() as u16).to_be_bytes());
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_says_its_own_size_and_its_tags_lie_inside() {
        let profile = profile();
        let number =
            |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().expect("four bytes")) as usize;
        assert_eq!(number(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        for tag in 0..number(128) {
            let entry = 132 + 12 * tag;
            assert!(number(entry + 4) + number(entry + 8) <= profile.len());
        }
    }
}
