// An invented applicant with an answer for every question, page by page. Dates are counted from today, so that the
// answers stay right. The phone numbers are those that Sweden's authority keeps free for invention.
import { dayAfter, monthAfter } from './dates.mjs';
import { lines } from './mrz.mjs';

const BIRTH = '1990-05-21';
const PASSPORT_EXPIRY = dayAfter({ years: 7 });

export const MRZ = lines({
  country: 'SWE',
  surname: 'LINDSTROEM',
  given: 'AASA<MAERTA',
  number: 'AB1234567',
  birth: BIRTH,
  sex: 'F',
  expiry: PASSPORT_EXPIRY,
});

/** The months that the two jobs leave open; the journey fills them with the timeline's own button. */
export const GAP = { from: monthAfter(-40), to: monthAfter(-38) };

const school = {
  edu_degree: 'master',
  edu_school: 'Chalmers tekniska högskola',
  edu_country: 'SWE',
  edu_major: 'Engineering physics',
  edu_from: monthAfter(-136),
  edu_to: monthAfter(-76),
};

const job = (from, to, employer) => ({
  work_kind: 'employed',
  work_from: from,
  work_to: to,
  work_employer: employer,
  work_country: 'SWE',
  work_position: 'Engineer',
  work_duties: 'Control software for machines',
  work_certifier: 'Nils Exempel',
  work_certifier_contact: '+46 8 465 004 21',
});

/** The pages of the form in order: `answers` by question; `rows` where the page holds a repeatable group. */
export const PAGES = [
  { section: 'category', page: 'qualification', answers: { highest_degree: 'master', vocational_level: 'none' } },
  { section: 'category', page: 'experience', answers: { relevant_work_years: '5', chinese_level: 'hsk3' } },
  { section: 'category', page: 'background', answers: { background: ['patent', 'fortune_500'] } },
  { section: 'category', page: 'direct_route', answers: { direct_routes: 'none' } },
  {
    section: 'identity',
    page: 'passport',
    answers: {
      mrz: MRZ,
      document_type: 'passport',
      passport_number: 'AB1234567',
      passport_issue_date: dayAfter({ years: -3 }),
      passport_expiry_date: PASSPORT_EXPIRY,
      passport_authority: 'Polismyndigheten',
    },
  },
  {
    section: 'identity',
    page: 'names',
    answers: { surname: 'Lindström', given_names: 'Åsa Märta', native_name: 'Åsa Lindström', former_name: 'Åsa Exempel' },
  },
  {
    section: 'identity',
    page: 'birth',
    answers: { sex: 'female', birth_date: BIRTH, birth_country: 'SWE', birth_place: 'Göteborg', marital_status: 'married' },
  },
  {
    section: 'identity',
    page: 'nationality',
    answers: { nationality: 'SWE', ever_chinese_national: 'no', chinese_name: '林思敏' },
  },
  { section: 'identity', page: 'passports', group: 'passports', rows: [{ passport_country: 'SWE' }, { passport_country: 'FIN' }] },
  {
    section: 'identity',
    page: 'earlier_permit',
    answers: { earlier_permit: 'yes', earlier_permit_number: '20160301-0123' },
  },
  {
    section: 'contact',
    page: 'reach',
    answers: { email: 'asa.lindstrom@example.com', phone: '+46 8 465 004 12', china_phone: '138 0013 8000' },
  },
  {
    section: 'contact',
    page: 'address',
    answers: { address_country: 'SWE', address: 'Exempelgatan 1\n411 01 Göteborg', china_address: '苏州市示例路1号' },
  },
  {
    section: 'contact',
    page: 'emergency',
    answers: { emergency_name: 'Björn Lindström', emergency_relation: 'Husband', emergency_phone: '+46 8 465 004 13' },
  },
  {
    section: 'post',
    page: 'employer',
    // The code is the example in the standard GB 32100.
    answers: { employer_name: '示例科技有限公司', employer_code: '91350100M000100Y43' },
  },
  { section: 'post', page: 'work_place', answers: { work_province: '320000', work_city: 'Suzhou', special_area: 'no' } },
  {
    section: 'post',
    page: 'position',
    answers: {
      job_title: 'Control engineer',
      occupation: 'engineering',
      position_kind: 'professional',
      duties: 'Develops the control of packing machines.',
    },
  },
  { section: 'post', page: 'special_routes', answers: { special_routes: 'none' } },
  {
    section: 'post',
    page: 'contract',
    answers: {
      contract_start: dayAfter({ months: 3 }),
      contract_end: dayAfter({ months: 27 }),
      permit_months: '24',
      months_per_year_in_china: '11',
    },
  },
  { section: 'post', page: 'pay', answers: { annual_salary_cny: '480,000', pay_place: 'china' } },
  { section: 'post', page: 'visa', answers: { visa_country: 'SWE', visa_city: 'Göteborg' } },
  { section: 'education', page: 'education', group: 'education', rows: [school] },
  {
    section: 'work',
    page: 'work',
    group: 'work',
    rows: [job(monthAfter(-75), monthAfter(-41), 'Exempel AB'), job(monthAfter(-37), 'present', 'Prov & Co AB')],
  },
  { section: 'family', page: 'has_dependants', answers: { has_dependants: 'yes' } },
  {
    section: 'family',
    page: 'dependants',
    group: 'dependants',
    rows: [
      {
        dep_relation: 'child',
        dep_surname: 'Lindström',
        dep_given_names: 'Elsa',
        dep_sex: 'female',
        dep_birth_date: dayAfter({ years: -6 }),
        dep_nationality: 'SWE',
        dep_passport_number: 'AC7654321',
        dep_passport_expiry: dayAfter({ years: 3 }),
      },
    ],
  },
];

/** What is declared at the very end. */
export const DECLARATIONS = {
  declare_true: true,
  declare_inquiry: true,
  declare_no_crime: true,
  declare_health: true,
  declare_law: true,
  signature: 'Åsa Märta Lindström',
};

/** The sections that hold `PAGES`, in order. */
export const SECTIONS = [...new Set(PAGES.map((one) => one.section))];

/** The answers of a page. */
export function answersOf(page) {
  return PAGES.find((one) => one.page === page).answers;
}
