// Days and months as the portal counts them: from today in China.

/** Today in China: 2026-03-01. */
export function today() {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** The day so many years, months and days later. */
export function dayAfter({ years = 0, months = 0, days = 0 }) {
  const [year, month, day] = today().split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1 + months, Math.min(day, 28) + days)).toISOString().slice(0, 10);
}

/** The month so many months later: 2026-03. */
export function monthAfter(months) {
  return dayAfter({ months }).slice(0, 7);
}
