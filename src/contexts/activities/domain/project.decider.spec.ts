import { aMeta, given } from '../../../../test/support/given.js';
import { ApproveProject } from './activity.commands.js';
import type { ProjectEvent } from './activity.events.js';
import { project } from './project.decider.js';

const facts = {
  projectId: 'p-1',
  organisationId: 'o-1',
  stationId: 's-1',
  name: '邻里守望',
  categories: ['elderly-care'],
  from: '2026-01-01',
  to: '2026-12-31',
  regular: true,
} as const;
const approve = (over: Partial<ApproveProject['data']> = {}) =>
  new ApproveProject({ ...facts, ...over }, aMeta());
const approved: ProjectEvent = { type: 'activities.ProjectApproved', data: facts };

describe('approving a project', () => {
  it('records its frame, of one day at least', () => {
    given(project).when(approve()).then([approved]);
    given(project)
      .when(approve({ to: facts.from }))
      .then([{ ...approved, data: { ...facts, to: facts.from } }]);
  });

  it('refuses a second time', () => {
    given(project, [approved]).when(approve()).thenRefuses('activities/project-exists');
  });

  it('refuses a period that ends before it begins', () => {
    given(project)
      .when(approve({ to: '2025-12-31' }))
      .thenRefuses('activities/period-backwards');
  });

  it.each([[[]], [['a', 'b', 'c', 'd', 'e']]])('refuses the categories %j', (categories) => {
    given(project)
      .when(approve({ categories }))
      .thenRefuses('activities/too-many-categories', { max: 4 });
  });

  it('takes four categories', () => {
    const categories = ['a', 'b', 'c', 'd'];
    given(project)
      .when(approve({ categories }))
      .then([{ ...approved, data: { ...facts, categories } }]);
  });
});
