// The outbox that the portal keeps while no mail server is configured.

/** The letters to this address, oldest first. */
export async function lettersTo(server, address) {
  const answer = await fetch(`${server.url}/dev/mail.json`);
  if (!answer.ok) throw new Error(`the outbox answered ${answer.status}`);
  return (await answer.json()).filter((letter) => letter.to === address);
}

/** The newest sign-in code for this address. */
export async function lastCode(server, address) {
  const codes = (await lettersTo(server, address)).map((letter) => letter.text.match(/(?<!\d)\d{6}(?!\d)/)?.[0]);
  const code = codes.filter(Boolean).at(-1);
  if (!code) throw new Error(`no sign-in code for ${address} in the outbox`);
  return code;
}
