// A round of the .NET Standard SDK's REST client against a Keepwell server: what it writes by REST it reads by XML, and the
// other way round. See ../README.md.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Microsoft.HealthVault.Client;
using Microsoft.HealthVault.Clients;
using Microsoft.HealthVault.Configuration;
using Microsoft.HealthVault.ItemTypes;
using Microsoft.HealthVault.Person;
using Microsoft.HealthVault.RestApi;
using Microsoft.HealthVault.RestApi.Generated;
using Microsoft.HealthVault.RestApi.Generated.Models;
using Microsoft.HealthVault.Thing;
using NodaTime;
using static Steps;
using RestGoal = Microsoft.HealthVault.RestApi.Generated.Models.Goal;
using RestRange = Microsoft.HealthVault.RestApi.Generated.Models.GoalRange;

internal static class RestRound
{
    private static readonly HealthVaultConfiguration Configuration = new HealthVaultConfiguration
    {
        MasterApplicationId = Guid.Parse(Platform.Env("KEEPWELL_MASTER_APP_ID")),
        DefaultHealthVaultUrl = Platform.PlatformUrl,
        DefaultHealthVaultShellUrl = new Uri(Platform.Env("KEEPWELL_SHELL_URL")),
        RestHealthVaultUrl = new Uri(Platform.Env("KEEPWELL_SHELL_URL")),
    };

    private static readonly Guid First = Guid.NewGuid();
    private static readonly Guid Second = Guid.NewGuid();
    private static IThingClient things;
    private static Guid record;
    private static IMicrosoftHealthVaultRestApi api;
    private static ActionPlanInstance plan;
    private static RestGoal goal;
    private static string advice;

    private static int Main()
    {
        if (!(Step("link", Link) && Step("make-plan", MakePlan))) return 1;
        bool all = Step("read-plan-by-xml", ReadByXml)
            & Step("list-plans", ListPlans)
            & Step("change-plan", ChangePlan)
            & Step("add-task", AddTask)
            & Step("change-task", ChangeTask)
            & Step("list-tasks", ListTasks)
            & Step("validate-tracking", Validate)
            & Step("adherence", Adherence)
            & Step("make-goal", MakeGoal)
            & Step("change-goal", ChangeGoal)
            & Step("read-goal-by-xml", ReadGoalByXml)
            & Step("write-goal-by-xml", WriteGoalByXml)
            & Step("recommendation", Recommend)
            & Step("sleeps", Sleeps)
            & Step("refused-in-words", Refused)
            & Step("not-there", NotThere)
            & Step("stale", Stale)
            & Step("invitation", Invite)
            & Step("delete-objective", DeleteObjective)
            & Step("delete-plan", DeletePlan);
        return all ? 0 : 1;
    }

    private static async Task Link()
    {
        Platform.Register(new MemoryStore());
        IHealthVaultSodaConnection connection =
            new HealthVaultConnectionFactoryInternal().GetOrCreateSodaConnection(Configuration);
        await connection.AuthenticateAsync();
        PersonInfo person = await connection.GetPersonInfoAsync();
        record = (person.SelectedRecord ?? person.AuthorizedRecords.Values.First()).Id;
        things = connection.CreateThingClient();
        api = connection.CreateMicrosoftHealthVaultRestApi(record);
    }

    private static ActionPlanTask MakeTask(string name) => new ActionPlanTask
    {
        Name = name,
        ShortDescription = "Every day",
        LongDescription = "Every day, before breakfast.",
        ImageUrl = "https://example.org/a.png",
        ThumbnailImageUrl = "https://example.org/b.png",
        TaskType = "Other",
        SignupName = name,
        AssociatedObjectiveIds = new List<Guid?> { First },
        TrackingPolicy = new ActionPlanTrackingPolicy
        {
            IsAutoTrackable = true,
            OccurrenceMetrics = new ActionPlanTaskOccurrenceMetrics { EvaluateTargets = false },
            TargetEvents = new List<ActionPlanTaskTargetEvent>
            {
                new ActionPlanTaskTargetEvent { ElementXPath = "thing/data-xml/weight" },
            },
        },
        CompletionType = "Frequency",
        FrequencyTaskCompletionMetrics = new ActionPlanFrequencyTaskCompletionMetrics
        {
            OccurrenceCount = 1, WindowType = "Daily",
        },
        Schedules = new List<Schedule>
        {
            new Schedule { ReminderState = "Off", ScheduledDays = new List<string> { "Everyday" } },
        },
    };

    private static Objective MakeObjective(Guid id, string name) => new Objective
    {
        Id = id, Name = name, Description = "By measuring it.", State = "Active",
        OutcomeName = "Better control", OutcomeType = "Other",
    };

    private static async Task MakePlan()
    {
        plan = await api.ActionPlans.CreateAsync(new ActionPlan
        {
            Name = "Track your weight",
            Description = "What is measured is known.",
            ImageUrl = "https://example.org/a.png",
            ThumbnailImageUrl = "https://example.org/b.png",
            Category = "Health",
            Objectives = new List<Objective> { MakeObjective(First, "Weight"), MakeObjective(Second, "Sleep") },
            AssociatedTasks = new List<ActionPlanTask> { MakeTask("Weigh") },
        });
        Require(plan.Id.HasValue && plan.Status == "InProgress", "status " + plan.Status);
        Require(plan.AssociatedTasks.Single().Name == "Weigh", "no task");
        Require(plan.Objectives[0].Id == First && plan.Objectives[1].Name == "Sleep", "other objectives");
    }

    private static async Task<string> ReadXml(string type, Guid id)
    {
        var query = new ThingQuery(new[] { Guid.Parse(type) });
        ThingCollection found = await things.GetThingsAsync(record, query);
        var thing = (ThingBase)found.Single(each => each.Key.Id == id);
        return thing.TypeSpecificData.CreateNavigator().OuterXml;
    }

    private static async Task ReadByXml()
    {
        string xml = await ReadXml("504d6c08-68f9-4e07-8699-5fb55678f13d", plan.Id.Value);
        Require(xml.Contains("<name>Track your weight</name>"), xml);
        string task = await ReadXml("6184d61f-4846-4219-b675-b61de85860d1", plan.AssociatedTasks[0].Id.Value);
        Require(task.Contains("<short-description>Every day</short-description>"), task);
    }

    private static async Task ListPlans()
    {
        ActionPlansResponseActionPlanInstance all = await api.ActionPlans.GetAsync();
        Require(all.Plans.Single(each => each.Id == plan.Id).Name == plan.Name, "not listed");
    }

    private static async Task ChangePlan()
    {
        ActionPlanInstance read = await api.ActionPlans.GetByIdAsync(plan.Id.Value);
        read.Name = "Put anew";
        ActionPlanInstance put = await api.ActionPlans.ReplaceAsync(read);
        Require(put.Name == "Put anew" && put.AssociatedTasks.Count == 1, "not replaced");
        put.Status = "Recommended";
        plan = await api.ActionPlans.UpdateAsync(put);
        Require(plan.Status == "Recommended" && plan.Name == "Put anew", "not updated");
    }

    private static async Task AddTask()
    {
        ActionPlanTask task = MakeTask("At eight");
        task.AssociatedPlanId = plan.Id.Value;
        task.CompletionType = "Scheduled";
        task.FrequencyTaskCompletionMetrics = null;
        task.Schedules[0].ReminderState = "Before5Minutes";
        task.Schedules[0].ScheduledTime = new Microsoft.HealthVault.RestApi.Generated.Models.Time { Hours = 8, Minutes = 30 };
        ActionPlanTaskInstance made = await api.ActionPlanTasks.CreateAsync(task);
        Require(made.AssociatedPlanId == plan.Id && made.StartDate.HasValue, "not of the plan");
        Require(made.Schedules.Single().ScheduledTime.Minutes == 30, "another time");
        plan = await api.ActionPlans.GetByIdAsync(plan.Id.Value);
        Require(plan.AssociatedTasks.Count == 2, "not in the plan");
    }

    private static async Task ChangeTask()
    {
        ActionPlanTaskInstance task = await api.ActionPlanTasks.GetByIdAsync(plan.AssociatedTasks[1].Id.Value);
        task.Name = "At nine";
        task.Schedules[0].ScheduledTime.Hours = 9;
        task = await api.ActionPlanTasks.ReplaceAsync(task);
        Require(task.Name == "At nine" && task.Schedules[0].ScheduledTime.Hours == 9, "not replaced");
        task.ShortDescription = "Changed in part";
        task = await api.ActionPlanTasks.UpdateAsync(task);
        Require(task.ShortDescription == "Changed in part" && task.Name == "At nine", "not updated");
    }

    private static async Task ListTasks()
    {
        ActionPlanTasksResponseActionPlanTaskInstance all = await api.ActionPlanTasks.GetAsync("InProgress");
        Require(all.Tasks.Count(each => each.AssociatedPlanId == plan.Id) == 2, "not listed");
        Require((await api.ActionPlanTasks.GetAsync("Archived")).Tasks.Count == 0, "archived");
    }

    private static async Task Validate()
    {
        const string document = "<thing><data-xml><weight><when><date><y>2026</y><m>3</m><d>1</d></date></when>"
            + "<value><kg>80</kg></value></weight></data-xml></thing>";
        var asked = new TrackingValidation(MakeTask("Weigh"), document);
        ActionPlanTaskTrackingResponseActionPlanTaskTracking answer =
            await api.ActionPlanTasks.ValidateTrackingAsync(asked);
        Require(answer.TaskTrackingInstances.Any(each => each.TrackingStatus == "Occurrence"), "does not count");
    }

    // What counts by itself is written by XML, and counted by REST.
    private static async Task Adherence()
    {
        DateTime now = DateTime.UtcNow;
        var when = new LocalDateTime(now.Year, now.Month, now.Day, 12, 0, 0);
        var weight = new Weight(new HealthServiceDateTime(when), new WeightValue(81.5));
        await things.CreateNewThingsAsync(record, new[] { weight });
        ActionPlanAdherenceSummary kept = await api.ActionPlans.GetAdherenceAsync(
            now.Date.AddDays(-7), now.Date.AddDays(7), plan.Id.Value, First, plan.AssociatedTasks[0].Id);
        ActionPlanTaskAdherenceSummary task = kept.Objectives.Single().AssociatedTasks.Single();
        Require(task.WeeklyAdherence.Sum(week => week.AutomaticTrackedOccurrences) == 1, "not counted");
        Require(
            task.WeeklyAdherence.SelectMany(week => week.AutomaticTrackedOccurrenceEvidence)
                .Single() == weight.Key.Id.ToString(),
            "other evidence");
    }

    private static async Task MakeGoal()
    {
        var sent = new RestGoal
        {
            Name = "Walk",
            GoalType = "Steps",
            StartDate = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            RecurrenceMetrics = new GoalRecurrenceMetrics { WindowType = "Daily", OccurrenceCount = 1 },
            Range = new RestRange { Name = "Enough", Minimum = 8000, Units = "Count" },
        };
        GoalsResponse made = await api.Goals.CreateAsync(new GoalsWrapper { Goals = new List<RestGoal> { sent } });
        goal = made.Goals.Single();
        Require(goal.StartDate == sent.StartDate && goal.Range.Minimum == 8000, "another goal");
        Require((await api.Goals.GetActiveAsync("Steps", "Daily")).Goals.Any(each => each.Id == goal.Id), "not active");
        DateTime before = new DateTime(2025, 12, 1, 0, 0, 0, DateTimeKind.Utc);
        Require((await api.Goals.GetAsync("Steps", null, null, before)).Goals.Count == 0, "found before it begins");
    }

    private static async Task ChangeGoal()
    {
        goal.Description = "Put anew";
        goal = await api.Goals.ReplaceAsync(goal);
        var part = new RestGoal { Id = goal.Id, Name = "Run" };
        goal = (await api.Goals.UpdateAsync(new GoalsWrapper { Goals = new List<RestGoal> { part } })).Goals.Single();
        Require(goal.Name == "Run" && goal.Description == "Put anew" && goal.GoalType == "Steps", "not changed");
    }

    private static async Task ReadGoalByXml()
    {
        IReadOnlyCollection<HealthGoal> all = await things.GetThingsAsync<HealthGoal>(record);
        HealthGoal mine = all.Single(each => each.Key.Id == goal.Id);
        Require(mine.Name.Text == "Run", mine.Name.Text);
        Require(mine.TargetRange.Minimum.Structured.Single().Value == 8000, "another range");
    }

    private static async Task WriteGoalByXml()
    {
        var written = new HealthGoal(new CodableValue("Sing")) { Description = "By XML" };
        await things.CreateNewThingsAsync(record, new[] { written });
        RestGoal read = await api.Goals.GetByIdAsync(written.Key.Id);
        Require(read.Name == "Sing" && read.Description == "By XML" && read.GoalType == "Unknown", "another goal");
        await api.Goals.DeleteAsync(written.Key.Id);
        await RequireRefused(HttpStatusCode.NotFound, () => api.Goals.GetByIdAsync(written.Key.Id));
    }

    private static async Task Recommend()
    {
        GoalRecommendationInstance made = await api.GoalRecommendations.CreateAsync(new GoalRecommendation
        {
            ExpirationDate = new DateTime(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            AssociatedGoal = new RestGoal { Name = "Less", GoalType = "Weight" },
        });
        advice = made.Id;
        await api.GoalRecommendations.AcknowledgeAsync(advice);
        Require((await api.GoalRecommendations.GetByIdAsync(advice)).Acknowledged == true, "not acknowledged");
        Require((await api.GoalRecommendations.GetAsync("Weight")).GoalRecommendations.Count == 1, "not listed");
        await api.GoalRecommendations.DeleteAsync(advice);
    }

    private static async Task Sleeps()
    {
        var night = new SleepJournalAM(
            new HealthServiceDateTime(new LocalDateTime(2026, 3, 2, 7, 0, 0)),
            new ApproximateTime(23, 15),
            new ApproximateTime(6, 45),
            420,
            12,
            WakeState.WideAwake);
        await things.CreateNewThingsAsync(record, new[] { night });
        SleepResponse found = await api.Sleeps.GetAsync(new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), null, "Full", 10);
        Microsoft.HealthVault.RestApi.Generated.Models.Sleep mine =
            found.SleepActivities.Single(each => each.SleepId == night.Key.Id.ToString());
        Require(mine.SleepSummary.SleepDuration == "PT7H", mine.SleepSummary.SleepDuration);
        Require(mine.WakeState == "WideAwake", mine.WakeState);
    }

    private static async Task<ErrorInformation> RequireRefused(HttpStatusCode status, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (ErrorResponseException refused)
        {
            Require(refused.Response.StatusCode == status, "status " + refused.Response.StatusCode);
            Require(refused.Body.Error.Message.Length > 10, "no message");
            return refused.Body.Error;
        }
        throw new Exception("was not refused");
    }

    private static async Task Refused()
    {
        ActionPlanTask task = MakeTask("Wrong");
        task.AssociatedPlanId = plan.Id.Value;
        task.CompletionType = "Sometimes";
        ErrorInformation error =
            await RequireRefused(HttpStatusCode.BadRequest, () => api.ActionPlanTasks.CreateAsync(task));
        Require(error.Code == "BadRequest" && error.Target == "completionType", "target " + error.Target);
        Require(error.Details.Single().Target == "completionType", "no details");
    }

    private static Task NotThere() =>
        RequireRefused(HttpStatusCode.NotFound, () => api.ActionPlans.GetByIdAsync(Guid.NewGuid()));

    private static Task Stale()
    {
        var condition = new Dictionary<string, List<string>> { ["If-Match"] = new List<string> { "\"other\"" } };
        return RequireRefused(
            HttpStatusCode.PreconditionFailed,
            () => api.ActionPlans.DeleteWithHttpMessagesAsync(plan.Id.Value, condition));
    }

    // A device's application is not registered to invite people.
    private static Task Invite()
    {
        var sent = new OnboardingRequest
        {
            FriendlyName = "Ada", ApplicationPatientId = "1", SecretQuestion = "Which town?", SecretAnswer = "London",
        };
        return RequireRefused(HttpStatusCode.Forbidden, () => api.Onboarding.GenerateInviteCodeAsync(sent));
    }

    private static async Task DeleteObjective()
    {
        await api.ActionPlanObjectives.DeleteAsync(plan.Id.Value, Second);
        plan = await api.ActionPlans.GetByIdAsync(plan.Id.Value);
        Require(plan.Objectives.Single().Id == First, "still there");
        await RequireRefused(HttpStatusCode.Conflict, () => api.ActionPlanObjectives.DeleteAsync(plan.Id.Value, First));
    }

    private static async Task DeletePlan()
    {
        await api.ActionPlanTasks.DeleteAsync(plan.AssociatedTasks[1].Id.Value);
        await api.ActionPlans.DeleteAsync(plan.Id.Value);
        await RequireRefused(
            HttpStatusCode.NotFound, () => api.ActionPlanTasks.GetByIdAsync(plan.AssociatedTasks[0].Id.Value));
    }
}
