// Our form in form.io: a wizard, each page of ours a panel there, each group an edit grid.
import { conditionText } from './condition.mjs';
import { notesOf } from './form.mjs';
import { fromPackage, page as document, version } from './peer.mjs';

const labelled = (choices) => choices.map(({ value, text }) => ({ value, label: text }));

/** What asks each kind of question. Not its calendar, which would fetch a library from another host. */
const COMPONENTS = {
  text: () => ({ type: 'textfield' }),
  lines: () => ({ type: 'textarea', rows: 4 }),
  choice: ({ choices }) => ({ type: 'radio', values: labelled(choices) }),
  select: ({ choices }) => ({ type: 'select', data: { values: labelled(choices) } }),
  choices: ({ choices }) => ({ type: 'selectboxes', values: labelled(choices) }),
  // One list for all questions, which stands in the form.
  country: () => ({ type: 'select', dataSrc: 'custom', data: { custom: 'values = form.countries' } }),
  province: ({ choices }) => ({ type: 'select', data: { values: labelled(choices) } }),
  date: () => ({ type: 'day' }),
  month: () => ({ type: 'day', fields: { day: { hide: true } } }),
  number: () => ({ type: 'number' }),
  yuan: () => ({ type: 'number', prefix: '¥' }),
  consent: () => ({ type: 'checkbox' }),
};

const WORDS = {
  is: (name, value) => `${name} === '${value}'`,
  isNot: (name, value) => `${name} && ${name} !== '${value}'`,
  oneOf: (name, values) => `${JSON.stringify(values)}.includes(${name})`,
  // Its boxes are an object of true and false.
  has: (name, value) => `${name} && ${name}[${JSON.stringify(value)}]`,
  all: (parts) => parts.map((part) => `(${part})`).join(' && '),
};

const inForm = (id) => `data.${id}`;
const shownWhen = (asked, nameOf) =>
  asked ? { customConditional: `show = Boolean(${conditionText(asked, nameOf, WORDS)})` } : {};

function component(question, nameOf) {
  const make = COMPONENTS[question.kind];
  if (!make) throw new Error(`form.io: no component for a ${question.kind}`);
  return {
    ...make(question),
    key: question.id,
    input: true,
    label: question.label,
    ...(question.hint || question.help ? { description: notesOf(question) } : {}),
    ...(question.required ? { validate: { required: true } } : {}),
    ...shownWhen(question.asked, nameOf),
  };
}

function grid(group) {
  const inRow = (id) => (group.questions.some((question) => question.id === id) ? `row.${id}` : inForm(id));
  return {
    type: 'editgrid',
    key: group.id,
    input: true,
    label: group.title,
    validate: { minLength: group.min, maxLength: group.max },
    ...shownWhen(group.asked, inForm),
    components: group.questions.map((question) => component(question, inRow)),
  };
}

/** The form as form.io reads it. */
export function wizardOf(form) {
  const components = form.pages.map((page) => ({
    type: 'panel',
    key: `page_${page.id}`,
    title: page.title,
    components: [
      ...page.questions.map((question) => component(question, inForm)),
      ...(page.group ? [grid(page.group)] : []),
    ],
  }));
  return { display: 'wizard', components, countries: labelled(form.countries) };
}

/** Its page, set up as its handbook says: the renderer without the builder, and Bootstrap, which styles it. */
export function formio(form) {
  return {
    name: `form.io ${version('@formio/js')}`,
    first: `.formio-component-${form.pages[0].questions[0].id} input`,
    files: document({
      styles: [
        fromPackage('bootstrap', 'dist/css/bootstrap.min.css'),
        fromPackage('@formio/js', 'dist/formio.form.min.css'),
      ],
      scripts: [fromPackage('@formio/js', 'dist/formio.form.min.js')],
      form: wizardOf(form),
      start: "await Formio.createForm(document.getElementById('form'), form);",
    }),
  };
}
