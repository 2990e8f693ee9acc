import { chromium } from '@playwright/test';
import { launchOptions } from './support/browser.mjs';
import { answer } from './support/form.mjs';
const base = 'http://localhost:8091';
const out = '/tmp/shots';
const browser = await chromium.launch(launchOptions);
const P = { highest_degree: 'master', vocational_level: 'none', relevant_work_years: '4', chinese_level: 'hsk2', background: 'none', direct_routes: 'none', birth_date: '1992-06-15', nationality:'GBR', ever_chinese_national:'no', work_province: '310000', occupation: 'engineering', position_kind: 'professional', special_routes: 'none', months_per_year_in_china: '12', annual_salary_cny: '300000' };
const pages = { qualification: ['highest_degree','vocational_level'], experience: ['relevant_work_years','chinese_level'], background: ['background'], direct_route: ['direct_routes'], birth: ['birth_date'], nationality:['nationality','ever_chinese_national'], work_place: ['work_province'], position: ['occupation','position_kind'], special_routes: ['special_routes'], contract: ['months_per_year_in_china'], pay: ['annual_salary_cny'] };
for (const [tag, size, scheme] of [['en','desk','light'],['en','phone','dark'],['zh-Hans','phone','light'],['zh-Hans','desk','dark']]) {
  const viewport = size === 'desk' ? { width: 1280, height: 800 } : { width: 390, height: 844 };
  const context = await browser.newContext({ viewport, colorScheme: scheme, baseURL: base, locale: tag === 'en' ? 'en-GB' : 'zh-CN' });
  const page = await context.newPage();
  const shot = async (name, fullPage = true) => page.screenshot({ path: `${out}/${tag}-${size}-${scheme}-${name}.png`, fullPage });
  await page.goto(`/${tag}`); await page.waitForTimeout(800); await shot('landing');
  await page.goto(`/${tag}/check-where-you-stand`);
  await page.locator('form [data-key]').first().waitFor();
  await shot('stand-1');
  const asked = new Set();
  for (let i = 0; i < 20 && !(await page.locator('#stand-done').isVisible()); i++) {
    const keys = await page.locator('form [data-key]').evaluateAll((all) => all.map((one) => one.dataset.key));
    for (const key of new Set(keys.filter((k) => !asked.has(k)))) { asked.add(key); const v = P[key.split('@')[0]] ?? { special_area: 'no', edu_country: 'GBR', edu_to: '2018-06', edu_mark: '70', teaching_language:'en', language_teaching_years:'0', teaching_qualification:'none', contract_start:'2027-03-01', contract_end:'2029-02-28' }[key.split('@')[0]]; if (v === undefined) console.log('?', key); else await answer(page, key.split('@')[0], v); }
    await page.locator('form[data-act=stand-next] button.button').click();
    await page.waitForTimeout(150);
    if (i === 3) await shot('stand-4');
  }
  console.log(tag, size, [...asked].join(' '));
  await shot('stand-done');
  await page.goto(`/${tag}/start`); await page.waitForURL(/form/); 
  const draft = new URL(page.url()).pathname.split('/').slice(0, 4).join('/');
  for (const [place, questions] of Object.entries(pages)) {
    if (place !== 'qualification') await page.goto(`${draft}/form/${place}`); await page.locator(`[data-key="${questions[0]}"]`).first().waitFor();
    for (const q of questions) await answer(page, q, P[q]);
    await page.waitForTimeout(150);
  }
  await page.locator('.outcome__verdict').waitFor();
  await shot('form-pay', false); await shot('form-pay-full');
  if (size === 'phone') { await page.locator('.outcome__more summary').click(); await page.waitForTimeout(200); await shot('form-pay-open', false); }
  await page.goto(draft); await page.locator('.outcome__verdict').waitFor(); await shot('tasks');
  await page.goto(`${draft}/category`); await page.locator('.outcome__stamp').first().waitFor(); await shot('category');
  await page.goto(`${draft}/what-if`); await page.locator('.outcome__stamp').first().waitFor(); await answer(page, 'highest_degree', 'doctor'); await answer(page, 'annual_salary_cny', '900000'); await shot('what-if');
  await page.emulateMedia({ media: 'print' }); await page.screenshot({ path: `${out}/${tag}-${size}-${scheme}-what-if-print.png`, fullPage: true }); await page.emulateMedia({ media: 'screen' });
  await page.goto(`${draft}/documents`); await page.locator('.papers > li').first().waitFor(); await shot('papers');
  await page.goto(`${draft}/form/direct_route`); await answer(page, 'direct_routes', ['achievement']); await page.waitForTimeout(200); await shot('direct_route');
  await context.close();
}
await browser.close();
