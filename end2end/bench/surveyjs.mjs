// Our form in SurveyJS: each page of ours a page there, each group a dynamic panel.
import { conditionText } from './condition.mjs';
import { notesOf, questionsOf } from './form.mjs';
import { fromPackage, page as document, version } from './peer.mjs';

/** What asks each kind of question. */
const TYPES = {
  text: { type: 'text' },
  lines: { type: 'comment' },
  choice: { type: 'radiogroup' },
  select: { type: 'dropdown' },
  choices: { type: 'checkbox' },
  country: { type: 'dropdown' },
  province: { type: 'dropdown' },
  date: { type: 'text', inputType: 'date' },
  month: { type: 'text', inputType: 'month' },
  number: { type: 'text', inputType: 'number' },
  yuan: { type: 'text', inputType: 'number' },
  consent: { type: 'boolean', renderAs: 'checkbox', valueTrue: 'yes' },
};

const WORDS = {
  is: (name, value) => `{${name}} = '${value}'`,
  isNot: (name, value) => `{${name}} notempty and {${name}} <> '${value}'`,
  oneOf: (name, values) => `{${name}} anyof [${values.map((value) => `'${value}'`).join(', ')}]`,
  has: (name, value) => `{${name}} contains '${value}'`,
  all: (parts) => parts.map((part) => `(${part})`).join(' and '),
};

/** The list of countries stands at the first question that needs it; the others point there. */
function choicesOf(question, form) {
  if (question.kind !== 'country') return question.choices.length ? { choices: question.choices } : {};
  const first = form.pages.flatMap(questionsOf).find((one) => one.kind === 'country');
  return question === first ? { choices: form.countries } : { choicesFromQuestion: first.id };
}

function element(question, nameOf, form) {
  const type = TYPES[question.kind];
  if (!type) throw new Error(`SurveyJS: no element for a ${question.kind}`);
  return {
    ...type,
    name: question.id,
    title: question.label,
    ...(question.hint || question.help ? { description: notesOf(question) } : {}),
    ...(question.required ? { isRequired: true } : {}),
    ...(question.asked ? { visibleIf: conditionText(question.asked, nameOf, WORDS) } : {}),
    ...choicesOf(question, form),
  };
}

function panel(group, form) {
  const inRow = (id) => (group.questions.some((question) => question.id === id) ? `panel.${id}` : id);
  return {
    type: 'paneldynamic',
    name: group.id,
    title: group.title,
    ...(group.asked ? { visibleIf: conditionText(group.asked, (id) => id, WORDS) } : {}),
    minPanelCount: group.min,
    maxPanelCount: group.max,
    templateElements: group.questions.map((question) => element(question, inRow, form)),
  };
}

/** The form as SurveyJS reads it. */
export function surveyOf(form) {
  const pages = form.pages.map((page) => ({
    name: page.id,
    title: page.title,
    elements: [
      ...page.questions.map((question) => element(question, (id) => id, form)),
      ...(page.group ? [panel(page.group, form)] : []),
    ],
  }));
  return { pages };
}

/** Its page, set up as its handbook says, with the theme that it brings; the one without fonts from another host. */
export function surveyjs(form) {
  return {
    name: `SurveyJS ${version('survey-core')}`,
    first: `[data-name="${form.pages[0].questions[0].id}"] input`,
    files: document({
      styles: [fromPackage('survey-core', 'survey-core.fontless.min.css')],
      scripts: [fromPackage('survey-core', 'survey.core.min.js'), fromPackage('survey-js-ui', 'survey-js-ui.min.js')],
      form: surveyOf(form),
      start: "new Survey.Model(form).render(document.getElementById('form'));",
    }),
  };
}
