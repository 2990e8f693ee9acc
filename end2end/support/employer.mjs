// An employer by the API alone, for tests that are about something else.

/** What is said of an invented organisation; its code is the example in the standard GB 32100. */
export const ABOUT = { name: 'Example Machines Co., Ltd.', credit_code: '91350100M000100Y43', address: '1 Example Road', phone: '0512-55501234' };

/** Sends JSON as who is signed in on this page; anything but success is an error. */
export function send(page, method, path, body) {
  return page.evaluate(
    async ({ method, path, body }) => {
      const headers = { 'Content-Type': 'application/json' };
      const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
      return text && JSON.parse(text);
    },
    { method, path, body },
  );
}

/** Registers an organisation, and joins it to a draft by the applicant's code; both are who is signed in on their pages. */
export async function employ(employer, applicant, draft, about = ABOUT) {
  const { id: organisation } = await send(employer, 'POST', '/api/organisations', about);
  const { code } = await send(applicant, 'POST', `/api/drafts/${draft}/employer?locale=en`);
  const { id: invitation } = await send(employer, 'POST', `/api/organisations/${organisation}/join`, { code });
  return { organisation, invitation };
}
