// The outbox that the portal keeps while no mail server is configured.

/** The letters to this address, oldest first. */
export async function lettersTo(server, address) {
  const answer = await fetch(`${server.url}/dev/mail.json`);
  if (!answer.ok) throw new Error(`the outbox answered ${answer.status}`);
  return (await answer.json()).filter((letter) => letter.to === address);
}

/** The sign-in codes that were sent to this address. */
export async function codesTo(server, address) {
  const codes = (await lettersTo(server, address)).map((letter) => letter.text.match(/(?<!\d)\d{6}(?!\d)/)?.[0]);
  return codes.filter(Boolean);
}

/** The code that came after these. Letters of one second stand in no order, so the last of the list may be an older one. */
export async function newCode(server, address, before) {
  const code = (await codesTo(server, address)).find((one) => !before.includes(one));
  if (!code) throw new Error(`no new sign-in code for ${address} in the outbox`);
  return code;
}
