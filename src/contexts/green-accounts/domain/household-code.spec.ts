import { codeAsTyped, householdCode } from './household-code.js';

describe('the code of a household', () => {
  const code = householdCode('6f1d0c0e-5a5b-4b0e-9a3f-2f6f7e4d9c21');

  it('is ten letters and digits that nobody takes for one another', () => {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(householdCode('6f1d0c0e-5a5b-4b0e-9a3f-000000000000')).toBe(code);
    expect(householdCode('6f1d0c0f-5a5b-4b0e-9a3f-000000000000')).not.toBe(code);
  });

  it('is understood as people type it', () => {
    expect(codeAsTyped(` ${code.toLowerCase().replace('-', ' ')} `)).toBe(code);
    expect(codeAsTyped('oil0o-abcde')).toBe('01100-ABCDE');
  });
});
