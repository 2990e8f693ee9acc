//! Several photos as one PDF: a picture a page, as it is, on A4. Nothing in it says when or with what it was made, so the
//! same pictures give the same bytes.

use super::picture::jpeg::{self, Shape};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};

/// More pages than this are more than a document of these rules has.
pub const MOST_PAGES: usize = 30;
/// A4 upright, in points: 210 by 297 millimetres.
const A4: (f32, f32) = (595.28, 841.89);
/// What the page's drawing calls its picture.
const PICTURE: Name<'static> = Name(b"P");

/// Why there is no PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPdf {
    /// No picture at all.
    Empty,
    /// Too many pictures.
    TooMany,
    /// Something among them is no JPEG that a PDF can hold.
    NotJpeg,
}

/// One page for each JPEG, in their order.
///
/// # Errors
/// Why it can't be done.
pub fn join(pictures: &[Vec<u8>]) -> Result<Vec<u8>, NoPdf> {
    if pictures.is_empty() {
        return Err(NoPdf::Empty);
    }
    if pictures.len() > MOST_PAGES {
        return Err(NoPdf::TooMany);
    }
    let shapes = pictures
        .iter()
        .map(|picture| shape(picture))
        .collect::<Option<Vec<Shape>>>();
    let shapes = shapes.ok_or(NoPdf::NotJpeg)?;
    let mut pdf = Pdf::new();
    let mut ids = (1..).map(Ref::new);
    let mut id = || ids.next().unwrap_or(Ref::new(i32::MAX));
    let (catalog, tree) = (id(), id());
    pdf.catalog(catalog).pages(tree);
    let mut kids = Vec::new();
    for (picture, shape) in pictures.iter().zip(shapes) {
        let (page, drawing, image) = (id(), id(), id());
        kids.push(page);
        add(&mut pdf, tree, [page, drawing, image], picture, shape);
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(kids).count(count);
    Ok(pdf.finish())
}

/// Grey and colour; what print shops use (four colours) would need to be turned round.
fn shape(picture: &[u8]) -> Option<Shape> {
    jpeg::shape(picture)
        .filter(|shape| matches!(shape.components, 1 | 3) && shape.width > 0 && shape.height > 0)
}

fn add(pdf: &mut Pdf, tree: Ref, [page, drawing, image]: [Ref; 3], picture: &[u8], shape: Shape) {
    let (width, height) = (f32::from(shape.width), f32::from(shape.height));
    let paper = if width > height { (A4.1, A4.0) } else { A4 };
    // As large as the paper allows, in its middle.
    let scale = (paper.0 / width).min(paper.1 / height);
    let (across, down) = (width * scale, height * scale);
    let mut content = Content::new();
    let place = [
        across,
        0.0,
        0.0,
        down,
        (paper.0 - across) / 2.0,
        (paper.1 - down) / 2.0,
    ];
    content
        .save_state()
        .transform(place)
        .x_object(PICTURE)
        .restore_state();
    pdf.stream(drawing, &content.finish());

    let mut sheet = pdf.page(page);
    sheet
        .media_box(Rect::new(0.0, 0.0, paper.0, paper.1))
        .parent(tree)
        .contents(drawing);
    sheet.resources().x_objects().pair(PICTURE, image);
    sheet.finish();

    let mut object = pdf.image_xobject(image, picture);
    object.filter(Filter::DctDecode);
    object
        .width(shape.width.into())
        .height(shape.height.into())
        .bits_per_component(8);
    if shape.components == 1 {
        object.color_space().device_gray();
    } else {
        object.color_space().device_rgb();
    }
}

#[cfg(test)]
mod tests {
    use super::{NoPdf, join};
    use crate::documents::picture::jpeg::tests::made;
    use lopdf::{Document, Object};

    fn number(object: &Object) -> f32 {
        object.as_float().unwrap()
    }

    #[test]
    fn each_picture_is_a_page_of_its_own_in_order() {
        let pictures = [
            made(1_200, 1_600, 3),
            made(1_600, 1_200, 1),
            made(1_000, 1_000, 3),
        ];
        let bytes = join(&pictures).unwrap();
        let pdf = Document::load_mem(&bytes).unwrap();
        let pages = pdf.get_pages();
        assert_eq!(pages.len(), 3);
        for ((_, page), picture) in pages.into_iter().zip(&pictures) {
            let images = pdf.get_page_images(page).unwrap();
            let [image] = images.as_slice() else {
                panic!("{} pictures on a page", images.len());
            };
            assert_eq!(image.content, picture.as_slice());
            let shape = super::shape(picture).unwrap();
            assert_eq!(
                (image.width, image.height),
                (shape.width.into(), shape.height.into())
            );
            let space = if shape.components == 1 {
                "DeviceGray"
            } else {
                "DeviceRGB"
            };
            assert_eq!(image.color_space.as_deref(), Some(space));
            assert_eq!(
                image.filters.as_deref(),
                Some(["DCTDecode".to_owned()].as_slice())
            );
            let sheet = pdf.get_dictionary(page).unwrap();
            let paper = sheet.get(b"MediaBox").unwrap().as_array().unwrap();
            let is_wide = number(&paper[2]) > number(&paper[3]);
            assert_eq!(is_wide, shape.width > shape.height);
        }
    }

    #[test]
    fn the_same_pictures_give_the_same_bytes_and_no_time() {
        let pictures = [made(1_200, 1_600, 3), made(1_600, 1_200, 3)];
        let bytes = join(&pictures).unwrap();
        assert_eq!(join(&pictures).unwrap(), bytes);
        let pdf = Document::load_mem(&bytes).unwrap();
        assert!(pdf.trailer.get(b"Info").is_err());
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            ["CreationDate", "ModDate", "Producer"]
                .iter()
                .all(|word| !text.contains(word))
        );
    }

    #[test]
    fn what_can_not_be_a_page_is_said() {
        let picture = made(100, 100, 3);
        assert_eq!(join(&[]), Err(NoPdf::Empty));
        assert!(join(&vec![picture.clone(); 30]).is_ok());
        assert_eq!(join(&vec![picture.clone(); 31]), Err(NoPdf::TooMany));
        assert_eq!(join(&[picture, b"%PDF-1.7".to_vec()]), Err(NoPdf::NotJpeg));
        assert_eq!(join(&[made(100, 100, 4)]), Err(NoPdf::NotJpeg));
        assert_eq!(join(&[made(0, 100, 3)]), Err(NoPdf::NotJpeg));
    }
}
