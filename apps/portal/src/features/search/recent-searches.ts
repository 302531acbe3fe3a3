/** What was searched lately, on this computer only; gone when the person signs out, and when a sign-in is asked for. */
const KEY = 'payport.recent-searches';
const MOST = 6;

export function recentSearches(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberSearch(text: string): void {
  if (text === '') return;
  localStorage.setItem(KEY, JSON.stringify([text, ...recentSearches().filter((other) => other !== text)].slice(0, MOST)));
}

export const forgetSearches = (): void => localStorage.removeItem(KEY);
