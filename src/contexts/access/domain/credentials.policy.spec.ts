import { Rejection } from '../../../kernel/rejection.js';
import {
  checkLoginName,
  checkPassword,
  normaliseLoginName,
  normalisePassword,
} from './credentials.policy.js';

const codeOf = (check: () => void): string | undefined => {
  try {
    check();
    return undefined;
  } catch (error) {
    return (error as Rejection).code;
  }
};

describe('a login name', () => {
  it('is one name however it is typed: width, capitals, spaces around', () => {
    expect(normaliseLoginName(' Ｌi.Wei ')).toBe('li.wei');
  });

  it.each(['li.wei', '李伟', 'a1', '13800138000', 'wei@example.org'])('may be %s', (name) => {
    expect(codeOf(() => checkLoginName(name))).toBeUndefined();
  });

  it.each(['', 'a', '.wei', 'li wei', 'li\u0000wei', 'li\u202ewei', '<b>', 'x'.repeat(65)])(
    'may not be %j',
    (name) => expect(codeOf(() => checkLoginName(name))).toBe('access/login-name-malformed'),
  );
});

describe('a password', () => {
  it.each([
    ['correct horse', undefined],
    ['九个字的密码不够长', 'access/password-too-short'],
    ['十个汉字的密码就够长了', undefined],
    ['aaaaaaaaaaaa', 'access/password-too-simple'],
    ['1212121212', 'access/password-too-simple'],
    ['my LI.WEI password', 'access/password-too-simple'],
    ['x1y2z3w4v5'.repeat(13), 'access/password-too-long'],
  ])('%j is judged %s', (password, code) => {
    expect(codeOf(() => checkPassword(password, 'li.wei'))).toBe(code);
  });

  it('is the same password with composed and decomposed letters', () => {
    expect(normalisePassword('e\u0301tude')).toBe(normalisePassword('\u00e9tude'));
  });
});
