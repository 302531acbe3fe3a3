export { ALARM_TEXTS } from './alarm-texts.ts';
