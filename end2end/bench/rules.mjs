// What the rules cost in the browser: one evaluation of the standard, and the search for what would change it.
const PEOPLE = 2_000;

/** The milliseconds that the preview program takes for each question about each of many people, all different. */
export async function measureRules(browser, server) {
  const page = await browser.newPage({ baseURL: server.url });
  await page.goto('/en/start');
  await page.locator('.outcome__verdict').waitFor();
  const times = await page.evaluate(async (people) => {
    const { urls } = JSON.parse(document.getElementById('portal').textContent);
    const texts = await Promise.all(urls.map(async (url) => (await fetch(url)).json()));
    let seed = 1;
    const pick = (list) => list[(seed = (seed * 48_271) % 2_147_483_647) % list.length];
    // Each answer is given or not, so that most of the standard is open.
    const person = (number) =>
      Object.entries({
        highest_degree: ['none', 'bachelor', 'master', 'doctor'],
        vocational_level: ['none', 'technician', 'international_top'],
        relevant_work_years: ['0', '1', '2', '5', '17'],
        chinese_level: ['none', 'hsk2', 'hsk5'],
        background: ['none', 'patent'],
        direct_routes: ['none', 'achievement'],
        birth_date: ['1960-05-05', '1985-05-05', '1999-05-05'],
        nationality: ['GBR', 'IND'],
        work_province: ['110000', '310000', '510000'],
        position_kind: ['manager', 'professional', 'language_teacher', 'other'],
        special_routes: ['none', 'C-3.1'],
        months_per_year_in_china: ['3', '8', '12'],
        annual_salary_cny: ['60000', '300000', '900000'],
      })
        .map(([key, answers]) => [key, pick([undefined, ...answers])])
        .filter(([, answer]) => answer)
        .concat([['job_title', String(number)]])
        .map((pair) => pair.join('\u001f'))
        .join('\u001e');
    const all = {};
    for (const what of ['verdict', 'changes', 'panel']) {
      all[what] = Array.from({ length: people }, (_, number) => {
        const answers = person(number);
        const began = performance.now();
        window.portalPreview('en', what, answers, texts);
        return performance.now() - began;
      });
    }
    return all;
  }, PEOPLE);
  await page.close();
  return times;
}
