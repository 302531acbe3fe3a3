/** What the visitor chose; `system` follows the operating system. Kept in a cookie, so that the server can say it in the first byte. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = 'payport-theme';

export const readTheme = (value: string | undefined): Theme => THEMES.find((theme) => theme === value) ?? 'system';
