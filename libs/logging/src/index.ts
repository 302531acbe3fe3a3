export { cleanForLog, createLogger, type Logger } from './logger.ts';
