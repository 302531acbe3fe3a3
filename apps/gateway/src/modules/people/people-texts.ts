import type { Bilingual } from '@payport/domain';

export const NOT_TO_GIVE: Bilingual = { ru: 'Вы не можете распоряжаться этой ролью', en: 'You cannot give or take this role' };
export const OWN_ROLE: Bilingual = { ru: 'Свою роль никто не меняет сам', en: 'Nobody changes their own role' };
export const NOTHING_BACK: Bilingual = { ru: 'Эта роль денег не возвращает', en: 'This role gives no money back' };
export const NOT_YOUR_ACCOUNT: Bilingual = {
  ru: 'У этого человека есть роль, которой вы не распоряжаетесь',
  en: 'This person has a role that is not yours to give',
};
