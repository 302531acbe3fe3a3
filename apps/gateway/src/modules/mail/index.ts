export { MailModule } from './mail.module.ts';
export { Mailer, type Mail } from './mailer.ts';
export { escaped, invitationMail, resetMail } from './mail-texts.ts';
