// The two lines of a passport's machine-readable zone (ICAO Doc 9303-3, 4.9 and 9303-4, 4.2).

const WEIGHTS = [7, 3, 1];

function worth(character) {
  if (character === '<') return 0;
  return Number.parseInt(character, 36);
}

/** The check digit of a field. */
export function checkDigit(field) {
  return String([...field].reduce((sum, one, place) => sum + worth(one) * WEIGHTS[place % 3], 0) % 10);
}

const checked = (field) => field + checkDigit(field);
const sixDigits = (iso) => iso.slice(2).replaceAll('-', '');

/** Both lines. Names come as the zone writes them: `LINDSTROEM` and `AASA<MAERTA`; dates as 1990-05-21. */
export function lines({ country, surname, given = '', number, birth, sex, expiry }) {
  const names = given ? `${surname}<<${given}` : surname;
  const parts = [
    checked(number.padEnd(9, '<')),
    checked(sixDigits(birth)),
    checked(sixDigits(expiry)),
    `${'<'.repeat(14)}<`,
  ];
  const overall = checkDigit(parts.join(''));
  const second = `${parts[0]}${country}${parts[1]}${sex}${parts[2]}${parts[3]}${overall}`;
  return `${`P<${country}${names}`.padEnd(44, '<')}\n${second}`;
}
