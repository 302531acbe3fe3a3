export { queueAlarmMail } from './alarm-mail.store.ts';
export { AlarmMailer } from './alarm-mailer.ts';
export { AlarmRepository } from './alarm.repository.ts';
export { ALARM_TEXTS, alarmText } from './alarm-texts.ts';
export { AlarmsModule } from './alarms.module.ts';
export { CodeAlarms } from './code-alarms.ts';
