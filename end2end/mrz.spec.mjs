// The passport's two lines, and names as they stand in passports.
import { answer, expectAnswer, expectHeading, fieldOf, goOn, inputs } from './support/form.mjs';
import { lines } from './support/mrz.mjs';
import { MRZ, answersOf } from './support/person.mjs';
import { startAt } from './support/session.mjs';
import { expect, test } from './support/server.mjs';
import { visit } from './support/screen.mjs';
import { t } from './support/texts.mjs';

/** Pastes a text where the focus is. */
async function paste(page, question, text) {
  await inputs(page, question).focus();
  await page.keyboard.insertText(text);
}

const to = (page, place) => visit(page, new URL(page.url()).pathname.replace(/form\/.*$/, `form/${place}`));

for (const tag of ['en']) {
  test(`pasting the two lines fills the fields that are empty (${tag})`, async ({ page }) => {
    await startAt(page, tag, 'birth');
    await answer(page, 'sex', 'unspecified');
    await to(page, 'passport');
    const hint = fieldOf(page, 'mrz').getByRole('status');
    await expect(hint).toHaveText(t(tag, 'app.mrz_nothing'));
    await paste(page, 'mrz', MRZ);
    const passport = answersOf('passport');
    for (const question of ['document_type', 'passport_number', 'passport_expiry_date']) {
      await expectAnswer(page, question, passport[question]);
    }
    await expect(hint).toContainText(t(tag, 'question.passport_number.label'));
    await to(page, 'names');
    await expectAnswer(page, 'surname', 'LINDSTROEM');
    await expectAnswer(page, 'given_names', 'AASA MAERTA');
    await to(page, 'birth');
    await expectAnswer(page, 'birth_date', answersOf('birth').birth_date);
    // What was there before stands.
    await expectAnswer(page, 'sex', 'unspecified');
    await to(page, 'nationality');
    await expectAnswer(page, 'nationality', 'SWE');
  });

  test(`lines with a wrong character, and lines that differ from what was typed (${tag})`, async ({ page }) => {
    await startAt(page, tag, 'passport');
    const name = t(tag, 'question.passport_number.label');
    await answer(page, 'passport_number', 'XY7654321');
    await paste(page, 'mrz', MRZ.replace('AB1234567', 'AB1234568'));
    await page.keyboard.press('Tab');
    await expect(fieldOf(page, 'mrz')).toContainText(t(tag, 'problem.mrz_check_digit'));
    await answer(page, 'mrz', MRZ);
    await expect(fieldOf(page, 'mrz')).not.toContainText(t(tag, 'problem.mrz_check_digit'));
    await inputs(page, 'passport_number').focus();
    await page.keyboard.press('Tab');
    const differs = t(tag, 'problem.mrz_differs', { field: name, value: 'XY7654321', mrz: 'AB1234567' });
    await expect(fieldOf(page, 'passport_number')).toContainText(differs);
    await expectAnswer(page, 'passport_number', 'XY7654321');
    // A hint, not an error: transliteration and printing differ lawfully.
    await goOn(page, tag);
    await expect(page.locator('#error-summary')).not.toContainText(differs);
  });

  test(`a name that the lines cut off, and a sex that they deny, are pointed out (${tag})`, async ({ page }) => {
    await startAt(page, tag, 'birth');
    await answer(page, 'sex', 'male');
    await to(page, 'passport');
    const zone = lines({
      country: 'THA',
      surname: 'NILAVADHANANANDA',
      given: 'CHAYAPA<DEJTHAMRONG<K',
      number: 'AA1234567',
      birth: '1990-05-21',
      sex: 'F',
      expiry: '2031-01-31',
    });
    await paste(page, 'mrz', zone);
    await to(page, 'names');
    const mrz = 'NILAVADHANANANDA, CHAYAPA DEJTHAMRONG K';
    const cut = t(tag, 'problem.mrz_names_cut', { mrz });
    const given = fieldOf(page, 'given_names');
    await expect(given).toContainText(cut);
    await inputs(page, 'given_names').fill('Chayapa Dejthamrong Krasuang');
    await expect(given).not.toContainText(cut);
    await answer(page, 'given_names', 'Petch');
    await inputs(page, 'surname').focus();
    await page.keyboard.press('Tab');
    const differs = t(tag, 'problem.mrz_name_differs', { value: 'NILAVADHANANANDA, PETCH', mrz });
    await expect(fieldOf(page, 'surname')).toContainText(differs);

    await to(page, 'birth');
    await goOn(page, tag);
    const sexes = { value: t(tag, 'question.sex.choice.male'), mrz: t(tag, 'question.sex.choice.female') };
    const denied = t(tag, 'problem.mrz_differs', { field: t(tag, 'question.sex.name'), ...sexes });
    await expect(fieldOf(page, 'sex')).toContainText(denied);
  });

  test(`a person of one name goes on without the other (${tag})`, async ({ page }) => {
    await startAt(page, tag, 'passport');
    const zone = lines({
      country: 'IDN', surname: 'SUHARTINI', number: 'C1234567', birth: '1988-02-29', sex: 'F', expiry: '2030-01-31',
    });
    await paste(page, 'mrz', zone);
    await to(page, 'names');
    await expectAnswer(page, 'surname', 'SUHARTINI');
    await expectAnswer(page, 'given_names', '');
    await expect(page.locator('.names__cell').last()).toContainText(/SUHARTINI<{10,}/);
    await goOn(page, tag);
    await expectHeading(page, t(tag, 'page.birth.title'));
    // With neither name the page says so.
    await page.goBack();
    await answer(page, 'surname', '');
    await goOn(page, tag);
    await expect(page.locator('#error-summary')).toContainText(t(tag, 'problem.name_missing'));
    await answer(page, 'given_names', 'SUHARTINI');
    await goOn(page, tag);
    await expectHeading(page, t(tag, 'page.birth.title'));
  });

  test(`accents are kept, and shown as the systems will print them (${tag})`, async ({ page }) => {
    await startAt(page, tag, 'names');
    await answer(page, 'native_name', '林思敏');
    await answer(page, 'surname', 'Lindström');
    await answer(page, 'given_names', 'Åsa Märta');
    const cell = (key) => page.locator('.names__cell').filter({ hasText: t(tag, key) });
    await expect(cell('app.names_native')).toContainText('林思敏');
    await expect(cell('app.names_latin')).toContainText('Lindström, Åsa Märta');
    await expect(cell('app.names_printed')).toContainText('LINDSTROEM AASA MAERTA');
    await expect(cell('app.names_zone')).toContainText('LINDSTROEM<<AASA<MAERTA<<<');
    await goOn(page, tag);
    await page.goBack();
    await expectAnswer(page, 'surname', 'Lindström');
    await expectAnswer(page, 'given_names', 'Åsa Märta');
  });
}
