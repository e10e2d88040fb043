import type { TableRow } from './table.js';
import { readVolunteerRow, type VolunteerColumn } from './volunteer-row.js';

const CELLS: Record<VolunteerColumn, string> = {
  ...{ 姓名: '哈斯·巴根', 证件类型: '居民身份证', 证件号码: '510107197907224072', 性别: '男' },
  ...{ 出生日期: '1979/7/22', 联系电话: '13152189720', 居住社区代码: '510107012004' },
  ...{ 居住地址: '', 专业技能: '蒙古语、书法', 服务类别: '环境保护', 志愿者编号: '1520190000009' },
  ...{ 监护人姓名: '', 监护人电话: '' },
};
const read = (over: Partial<typeof CELLS> = {}, overlong = false) => {
  const row: TableRow<VolunteerColumn> = { row: 2, cells: { ...CELLS, ...over }, overlong };
  return readVolunteerRow(row);
};

describe('a row of a roster', () => {
  it('becomes what is asked of a person', () => {
    expect(read()).toEqual({
      ...{ name: '哈斯·巴根', idType: 'resident-id', idNumber: '510107197907224072', sex: 'male' },
      ...{ birthDate: '1979-07-22', phone: '13152189720', divisionCode: '510107012004' },
      ...{ address: '', skills: ['蒙古语', '书法'], categories: ['环境保护'] },
      ...{ volunteerNo: '1520190000009', guardian: null },
    });
  });

  it('leaves what it cannot read to the rules', () => {
    expect(read({ 出生日期: '1979-02-30', 性别: '?', 志愿者编号: '' })).toMatchObject({
      ...{ birthDate: '1979-02-30', sex: '', volunteerNo: null },
    });
  });

  it('names a guardian where one stands', () => {
    expect(read({ 监护人姓名: '林秀英', 监护人电话: '138' }).guardian).toEqual({
      ...{ name: '林秀英', phone: '138' },
    });
  });

  it('refuses an ID type nobody knows, and a row that is too long', () => {
    expect(() => read({ 证件类型: '图书证' })).toThrow('exchange/id-type-unknown');
    expect(() => read({}, true)).toThrow('exchange/row-malformed');
  });
});
