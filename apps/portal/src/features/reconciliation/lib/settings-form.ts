/** A decimal as people type it, with a comma and spaces, as the gateway reads it. */
export const decimalOf = (form: FormData, name: string): string =>
  String(form.get(name) ?? '')
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.');

/** The same; empty: there is none. */
export const decimalOrNull = (form: FormData, name: string): string | null => decimalOf(form, name) || null;

export const lineOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** A whole number; what is none stays visible as such to the gateway, which refuses it. */
export const wholeOf = (form: FormData, name: string): number => Number(decimalOf(form, name) || 'NaN');

/** Numbers of terminals, between commas, spaces or lines. */
export const tidsOf = (form: FormData, name: string): string[] =>
  lineOf(form, name)
    .split(/[\s,;]+/)
    .filter(Boolean);
