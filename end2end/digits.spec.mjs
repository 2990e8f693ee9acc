// Digits of other scripts: numbers, dates and telephone numbers that are typed with them are understood, from the field to
// the paper. What was typed stays; a telephone number is tidied once it is left, as with any other digits.
import { agreeAndSend, expectHeading, expectSaveState, goOn, inputs, part } from './support/form.mjs';
import { wordsOf } from './support/pdf.mjs';
import { answersOf } from './support/person.mjs';
import { expect, test } from './support/server.mjs';
import { freshAddress, seedWhole, signIn } from './support/session.mjs';
import { t } from './support/texts.mjs';

/** How people type: the zero, an amount in groups, and the signs of a telephone number. */
const KEYBOARDS = [
  { tag: 'ar', digits: 'Arabic-Indic', zero: '٠', amount: '480٬000', plus: '+', blank: ' ' },
  { tag: 'ja', digits: 'full-width', zero: '０', amount: '480，000', plus: '＋', blank: '\u3000' },
  { tag: 'zh-Hans', digits: 'full-width', zero: '０', amount: '48\u30000000', plus: '＋', blank: '\u3000' },
];
const { birth_date: BIRTH } = answersOf('birth');
const { contract_start: START, permit_months: MONTHS } = answersOf('contract');
const { phone: PHONE, china_phone: MOBILE } = answersOf('reach');

/** Types into a field in place of what it holds. */
async function type(field, text) {
  await field.fill('');
  await field.pressSequentially(text);
  await expect(field).toHaveValue(text);
}

/** The answers that the server has in a draft. */
function stored(page, draft, questions) {
  return page.evaluate(
    async ({ draft, questions }) => {
      const { draft: { entries } } = await (await fetch(`/api/drafts/${draft}`)).json();
      return Object.fromEntries(questions.map((question) => [question, entries[question]?.value]));
    },
    { draft, questions },
  );
}

/** A day as the portal writes it: in the reader's words, with European digits. */
function written(page, tag, day) {
  return page.evaluate(
    ({ tag, day }) => {
      const style = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' };
      return new Intl.DateTimeFormat(`${tag}-u-ca-gregory-nu-latn`, style).format(new Date(day));
    },
    { tag, day },
  );
}

for (const { tag, digits, zero, amount, plus, blank } of KEYBOARDS) {
  test(`${digits} digits in dates, numbers and telephone numbers (${tag})`, async ({ page, server }) => {
    test.setTimeout(120_000);
    const other = (text) => text.replace(/\d/g, (digit) => String.fromCodePoint(zero.codePointAt(0) + Number(digit)));
    const dialled = (text) => other(text).replace('+', plus).replaceAll(' ', blank);
    await signIn(page, server, tag, freshAddress());
    const draft = await seedWhole(page);

    const at = async (form) => {
      await page.goto(`/${tag}/drafts/${draft}/form/${form}`);
      await expectHeading(page, t(tag, `page.${form}.title`));
      await expectSaveState(page, 'saved');
    };
    const typeDate = async (question, day) => {
      for (const [number, text] of day.split('-').entries()) await type(part(page, question, number), other(text));
    };
    /** Nothing is wrong with what was typed, and "Continue" leads on. */
    const leadsOn = async (next) => {
      await page.keyboard.press('Tab');
      await expect(page.locator('.field__error')).toHaveCount(0);
      await goOn(page, tag);
      await expectHeading(page, t(tag, `page.${next}.title`));
      await expectSaveState(page, 'saved');
    };
    const expectParts = async (question, day) => {
      for (const [number, text] of day.split('-').entries()) await expect(part(page, question, number)).toHaveValue(other(text));
    };

    await at('birth');
    await typeDate('birth_date', BIRTH);
    await expectParts('birth_date', BIRTH);
    await leadsOn('nationality');

    await at('contract');
    await typeDate('contract_start', START);
    await type(inputs(page, 'permit_months'), other(MONTHS));
    await expectParts('contract_start', START);
    await leadsOn('pay');

    await type(inputs(page, 'annual_salary_cny'), other(amount));
    await leadsOn('visa');

    await at('reach');
    await type(inputs(page, 'phone'), dialled(PHONE));
    await type(inputs(page, 'china_phone'), dialled(MOBILE));
    await leadsOn('address');
    await page.goBack();
    await expect(inputs(page, 'phone')).toHaveValue(PHONE.replaceAll(' ', ''));
    await expect(inputs(page, 'china_phone')).toHaveValue(`+86${MOBILE.replaceAll(' ', '')}`);

    // The server has what was typed, and another visit finds it.
    const typed = {
      birth_date: other(BIRTH),
      contract_start: other(START),
      permit_months: other(MONTHS),
      annual_salary_cny: other(amount),
      phone: PHONE.replaceAll(' ', ''),
      china_phone: `+86${MOBILE.replaceAll(' ', '')}`,
    };
    await expect.poll(() => stored(page, draft, Object.keys(typed))).toEqual(typed);
    await at('birth');
    await expectParts('birth_date', BIRTH);

    // Read back, it is what it means.
    await page.goto(`/${tag}/drafts/${draft}/check`);
    await expect(page.getByText(t(tag, 'app.check_ready'))).toBeVisible();
    const row = (name) => page.locator('.summary__row').filter({ hasText: t(tag, name) }).first();
    await expect(row('question.birth_date.label')).toContainText(await written(page, tag, BIRTH));
    await expect(row('question.contract_start.label')).toContainText(await written(page, tag, START));
    await expect(row('question.permit_months.name')).toContainText(MONTHS);
    await expect(row('question.annual_salary_cny.name')).toContainText('480,000');
    await expect(row('question.phone.label')).toContainText(PHONE.replaceAll(' ', ''));

    // And so it is sent, and stands on the form that is signed.
    await page.goto(`/${tag}/drafts/${draft}/send`);
    await agreeAndSend(page);
    await expectHeading(page, t(tag, 'app.status_title'));
    const application = new URL(page.url()).pathname.split('/').at(-1);
    const form = await page.request.get(`${server.url}/api/applications/${application}/form.pdf?locale=${tag}`);
    expect(form.status()).toBe(200);
    const words = wordsOf(await form.body()).replace(/\s/g, '');
    const [year, month, day] = BIRTH.split('-').map(Number);
    expect(words).toContain(`${year}年${month}月${day}日`);
    expect(words).toContain('480,000');
  });
}
