// The portal without a browser: requests, and somebody who is signed in.
import { newCode } from './mail.mjs';
import { freshAddress } from './session.mjs';

/** A request with a JSON body; anything but success is an error. */
export async function send(server, method, path, body, headers = {}) {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

/** The cookie that an answer sets, as it goes back. */
function cookieOf(answer) {
  return answer.headers.get('set-cookie').split(';')[0];
}

/** Somebody new signs in; their cookie. */
export async function signInByApi(server) {
  const email = freshAddress();
  const asked = await send(server, 'POST', '/api/sign-in-codes', { email, locale: 'en' });
  const entered = { email, code: await newCode(server, email, []) };
  // A code holds only where it was asked for.
  return cookieOf(await send(server, 'POST', '/api/session', entered, { cookie: cookieOf(asked) }));
}
