export { writeApdu, type Apdu } from './apdu.ts';
