// PDFs: a document of nobody, with one blank page and so many bytes that can't be packed; and what a paper says.
import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';

/** The words of a PDF. */
export const wordsOf = (pdf) => execFileSync('pdftotext', ['-', '-'], { input: pdf }).toString();

/** A PDF of about so many bytes; no two are the same. */
export function blankPdf(size) {
  const filling = randomFillSync(Buffer.alloc(size));
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    Buffer.from('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>'),
    Buffer.concat([Buffer.from(`<< /Length ${size} >>\nstream\n`), filling, Buffer.from('\nendstream')]),
  ];
  const parts = [Buffer.from('%PDF-1.4\n')];
  const places = [];
  let length = parts[0].length;
  const put = (part) => {
    parts.push(part);
    length += part.length;
  };
  for (const [number, object] of objects.entries()) {
    places.push(length);
    put(Buffer.concat([Buffer.from(`${number + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]));
  }
  const start = length;
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  put(Buffer.from(`xref\n0 ${places.length + 1}\n0000000000 65535 f \n${table}`));
  put(Buffer.from(`trailer\n<< /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}
