// Pictures as a telephone takes them, drawn by the browser itself: an invented letter on a table.

/** Draws in the page and returns the file as a Buffer. */
async function drawn(page, options) {
  const base64 = await page.evaluate(async ({ width, height, dark, blur, noise, face, kind, quality }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const pen = canvas.getContext('2d');
    if (face) {
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, width, height);
      pen.fillStyle = '#3a2a22';
      pen.beginPath();
      pen.ellipse(width / 2, height * 0.4, width * 0.2, height * 0.24, 0, 0, 7);
      pen.fill();
      pen.fillStyle = '#d8a684';
      pen.beginPath();
      pen.ellipse(width / 2, height * 0.44, width * 0.17, height * 0.2, 0, 0, 7);
      pen.fill();
      pen.fillStyle = '#30466a';
      pen.beginPath();
      pen.ellipse(width / 2, height * 0.98, width * 0.36, height * 0.28, 0, 0, 7);
      pen.fill();
    } else {
      pen.fillStyle = '#6b5640';
      pen.fillRect(0, 0, width, height);
      pen.filter = blur ? `blur(${blur}px)` : 'none';
      pen.fillStyle = '#f4f2ec';
      pen.fillRect(width * 0.08, height * 0.06, width * 0.84, height * 0.88);
      pen.fillStyle = '#1b1b1f';
      pen.font = `${Math.round(height / 60)}px serif`;
      for (let line = 0; line < 40; line += 1) {
        const text = `${line + 1}. This certifies that Aasa Lindstroem of Exempelstad has worked as an engineer.`;
        pen.fillText(text, width * 0.13, height * (0.12 + line * 0.02), width * 0.74);
      }
    }
    pen.filter = 'none';
    if (dark) {
      pen.fillStyle = `rgb(0 0 0 / ${dark})`;
      pen.fillRect(0, 0, width, height);
    }
    if (noise) {
      const data = pen.getImageData(0, 0, width, height);
      let seed = 1;
      for (let place = 0; place < data.data.length; place += 4) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        const by = (seed / 2_147_483_648 - 0.5) * noise;
        for (const colour of [0, 1, 2]) data.data[place + colour] += by;
      }
      pen.putImageData(data, 0, 0);
    }
    const blob = await new Promise((done) => canvas.toBlob(done, kind, quality));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (let from = 0; from < bytes.length; from += 32_768) {
      text += String.fromCharCode(...bytes.subarray(from, from + 32_768));
    }
    return btoa(text);
  }, { width: 2_400, height: 3_200, kind: 'image/jpeg', quality: 0.92, ...options });
  return Buffer.from(base64, 'base64');
}

/** A page that was photographed well; options spoil it: `dark` 0 to 1, `blur` in pixels, `noise`. */
export function photographedPage(page, options = {}) {
  return drawn(page, options);
}

/** A face before a white wall, invented. */
export function portrait(page, options = {}) {
  return drawn(page, { width: 1_200, height: 1_600, face: true, noise: 6, ...options });
}

/**
 * The same JPEG as a camera writes it that was held sideways: EXIF says so (`orientation` 6: to be turned a quarter), and
 * where it was taken.
 */
export function withExif(jpeg, orientation = 6) {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4 + 2 + 12 + 4);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(2, 8);
  const entry = (at, tag, type, count, value) => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  };
  entry(10, 0x0112, 3, 1, orientation);
  // The place: a directory of its own with one entry, the latitude's letter.
  entry(22, 0x8825, 4, 1, 38);
  tiff.writeUInt16LE(1, 38);
  entry(40, 0x0001, 2, 2, 'N'.charCodeAt(0));
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, body, jpeg.subarray(2)]);
}

/** Width and height of a JPEG, as stored. */
export function sizeOf(jpeg) {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1];
    if (marker >= 0xc0 && marker <= 0xc3) return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7) };
  }
  throw new Error('no JPEG');
}
