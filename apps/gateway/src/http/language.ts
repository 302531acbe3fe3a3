import type { FastifyRequest } from 'fastify';

export type Language = 'ru' | 'en';

/** The first language of `Accept-Language` that we speak; Russian where the caller says nothing. */
export function languageOf(request: Pick<FastifyRequest, 'headers'>): Language {
  const header = request.headers['accept-language'] ?? '';
  const ranked = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = /^q=([01](?:\.\d{1,3})?)$/.exec(parameters.map((p) => p.trim()).find((p) => p.startsWith('q=')) ?? 'q=1');
      return { language: tag.trim().toLowerCase().split('-')[0], quality: quality?.[1] ?? '0' };
    })
    .filter(({ quality }) => !/^0(\.0*)?$/.test(quality))
    .sort((a, b) => b.quality.localeCompare(a.quality));
  const known = ranked.find(({ language }) => language === 'ru' || language === 'en');
  return known?.language === 'en' ? 'en' : 'ru';
}
