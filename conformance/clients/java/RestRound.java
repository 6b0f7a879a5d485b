// A round of the Java SDK's generated REST client against a Keepwell server, with the session that its classic SDK opens; what is
// written by REST is read by XML. The client was made of an older description, in which some answers were lists: what it wrote it
// finds again by listing. See ../README.md. Compiled along with RsaRound.java.

import com.microsoft.hsg.ApplicationAuthenticator;
import com.microsoft.hsg.Connection;
import com.microsoft.hsg.DefaultSharedSecret;
import com.microsoft.hsg.URLConnectionTransport;
import com.microsoft.hsg.request.SimpleRequestTemplate;
import healthvault.client.MicrosoftHealthVaultRestApi;
import healthvault.client.implementation.MicrosoftHealthVaultRestApiImpl;
import healthvault.client.models.ActionPlan;
import healthvault.client.models.ActionPlanAdherenceSummary;
import healthvault.client.models.ActionPlanFrequencyTaskCompletionMetrics;
import healthvault.client.models.ActionPlanInstance;
import healthvault.client.models.ActionPlanScheduledTaskCompletionMetrics;
import healthvault.client.models.ActionPlanTask;
import healthvault.client.models.ActionPlanTaskInstance;
import healthvault.client.models.ActionPlanTaskTargetEvent;
import healthvault.client.models.ActionPlanTrackingPolicy;
import healthvault.client.models.Goal;
import healthvault.client.models.GoalRange;
import healthvault.client.models.GoalRecurrenceMetrics;
import healthvault.client.models.GoalsWrapper;
import healthvault.client.models.MicrosoftKhronosCloudCommonErrorsErrorInformation;
import healthvault.client.models.MicrosoftKhronosCloudCommonErrorsErrorResponseException;
import healthvault.client.models.Objective;
import healthvault.client.models.OnboardingRequest;
import healthvault.client.models.Time;
import healthvault.client.models.TrackingValidation;
import java.net.URL;
import java.util.List;
import java.util.UUID;
import okhttp3.OkHttpClient;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import retrofit2.Retrofit;

public class RestRound {
    static final String WEIGHT =
            "<thing><data-xml><weight><when><date><y>2026</y><m>3</m><d>1</d></date></when><value><kg>80</kg></value>"
                    + "</weight></data-xml></thing>";

    final Connection connection = new Connection();
    final String objectiveId = UUID.randomUUID().toString();
    final String otherObjectiveId = UUID.randomUUID().toString();
    final String planName = "Plan " + objectiveId;
    MicrosoftHealthVaultRestApi api;
    ActionPlanInstance plan;
    ActionPlanTaskInstance task;
    Goal goal;

    public static void main(String[] args) throws Exception {
        new RestRound().round();
        // What okhttp keeps alive would keep the process.
        System.exit(0);
    }

    void round() throws Exception {
        Logger.getRootLogger().setLevel(Level.OFF);
        URLConnectionTransport transport = new URLConnectionTransport();
        transport.setUrl(new URL(RsaRound.env("KEEPWELL_PLATFORM_URL")));
        transport.setConnectionTimeout(10_000);
        transport.setReadTimeout(30_000);
        ApplicationAuthenticator authenticator = new ApplicationAuthenticator();
        authenticator.setAppId(RsaRound.env("KEEPWELL_APP_ID"));
        authenticator.setKeyStore(
                new RsaRound.PemStore(RsaRound.env("KEEPWELL_KEY"), RsaRound.env("KEEPWELL_CERT")));
        authenticator.setSharedSecretGenerator(new DefaultSharedSecret());
        connection.setAppId(RsaRound.env("KEEPWELL_APP_ID"));
        connection.setTransport(transport);
        connection.setAuthenticator(authenticator);

        RsaRound.step("session", () -> {
            connection.authenticate();
            api = new MicrosoftHealthVaultRestApiImpl(
                    RsaRound.env("KEEPWELL_SHELL_URL") + "/", withTokens(), new Retrofit.Builder());
        });
        RsaRound.step("make-plan", () -> {
            api.createActionPlan(new ActionPlan()
                    .withName(planName)
                    .withDescription("What is measured is known.")
                    .withImageUrl("https://example.org/a.png")
                    .withThumbnailImageUrl("https://example.org/b.png")
                    .withCategory("Health")
                    .withObjectives(List.of(objective(objectiveId), objective(otherObjectiveId)))
                    .withAssociatedTasks(List.of(newTask("Weigh").withAssociatedPlanId(UUID.randomUUID().toString()))));
            plan = findPlan(planName);
            check(plan.status().equals("InProgress") && plan.associatedTasks().size() == 1, "another plan");
        });
        RsaRound.step("pages", () -> check(api.getActionPlans(1).plans().size() == 1, "more than one"));
        RsaRound.step("read-plan-by-xml", () -> {
            check(xml(plan.id(), "plan/name").equals(planName), "another name");
            check(xml(plan.associatedTasks().get(0).id(), "task/short-description").equals("Every day"), "another task");
        });
        RsaRound.step("change-plan", () -> {
            api.putActionPlan(plan.withDescription("Put anew"));
            api.patchActionPlan(api.getActionPlanById(plan.id()).withStatus("Recommended"));
            plan = api.getActionPlanById(plan.id());
            check(plan.description().equals("Put anew") && plan.status().equals("Recommended"), "not changed");
        });
        RsaRound.step("add-task", () -> {
            api.postActionPlanTasks(newTask("At eight")
                    .withAssociatedPlanId(plan.id())
                    .withCompletionType("Scheduled")
                    .withFrequencyTaskCompletionMetrics(null)
                    .withScheduledTaskCompletionMetrics(new ActionPlanScheduledTaskCompletionMetrics()
                            .withReminderState("Before5Minutes")
                            .withScheduledDays(List.of("Monday", "Friday"))
                            .withScheduledTime(new Time().withHours(8).withMinutes(30))));
            task = api.getActionPlanTasks("InProgress", 100).tasks().stream()
                    .filter(each -> each.name().equals("At eight")).findFirst().orElseThrow();
            check(task.associatedPlanId().equals(plan.id()) && task.startDate() != null, "another task");
            check(xml(task.id(), "task/schedules/schedule/start-date-time/time/h").equals("8"), "another time");
        });
        RsaRound.step("change-task", () -> {
            ActionPlanTaskInstance weigh = api.getActionPlanTaskById(plan.associatedTasks().get(0).id());
            api.putActionPlanTasks(weigh.withLongDescription("Put anew"));
            api.patchActionPlanTasks(task.withName("At nine"));
            check(api.getActionPlanTaskById(weigh.id()).longDescription().equals("Put anew"), "not put");
            check(api.getActionPlanTaskById(task.id()).name().equals("At nine"), "not patched");
        });
        RsaRound.step("validate-tracking", () -> check(
                api.validateActionPlanTasksTracking(new TrackingValidation()
                        .withActionPlanTask(newTask("Weigh").withAssociatedPlanId(plan.id()))
                        .withXmlThingDocument(WEIGHT)).taskTrackingInstances().size() == 2,
                "does not count"));
        RsaRound.step("adherence", () -> {
            DateTime now = DateTime.now(DateTimeZone.UTC);
            String day = "<date><y>" + now.getYear() + "</y><m>" + now.getMonthOfYear() + "</m><d>"
                    + now.getDayOfMonth() + "</d></date>";
            String weight = "<info><thing><type-id>" + RsaRound.WEIGHT + "</type-id><data-xml><weight><when>" + day
                    + "</when><value><kg>81.5</kg></value></weight></data-xml></thing></info>";
            RsaRound.send(offline(), "PutThings", "2", weight);
            ActionPlanAdherenceSummary kept = api.getActionPlanAdherence(
                    now.withTimeAtStartOfDay(), now.plusDays(1), plan.id(), objectiveId, plan.associatedTasks().get(0).id());
            int counted = kept.objectives().get(0).associatedTasks().get(0).weeklyAdherence().stream()
                    .mapToInt(week -> week.automaticTrackedOccurrences()).sum();
            check(counted > 0, "not counted");
        });
        RsaRound.step("make-goal", () -> {
            api.createGoals(new GoalsWrapper().withGoals(List.of(new Goal()
                    .withName("Walk " + objectiveId)
                    .withGoalType("Steps")
                    .withStartDate(new DateTime(2026, 1, 1, 0, 0, DateTimeZone.UTC))
                    .withRecurrenceMetrics(new GoalRecurrenceMetrics().withWindowType("Daily").withOccurrenceCount(1))
                    .withRange(new GoalRange().withName("Enough").withMinimum(8000.0).withUnits("Count")))));
            goal = api.getActiveGoals("Steps", "Daily").goals().stream()
                    .filter(each -> each.name().equals("Walk " + objectiveId)).findFirst().orElseThrow();
            check(goal.startDate().getMillis() == new DateTime(2026, 1, 1, 0, 0, DateTimeZone.UTC).getMillis(), "another day");
            check(xml(goal.id(), "health-goal/target-range/minimum/structured/value").equals("8000"), "another range");
        });
        RsaRound.step("change-goal", () -> {
            goal = api.putGoal(goal.withDescription("Put anew"));
            Goal part = new Goal().withId(goal.id()).withName("Run");
            goal = api.patchGoals(new GoalsWrapper().withGoals(List.of(part))).goals().get(0);
            check(goal.name().equals("Run") && goal.description().equals("Put anew"), "not changed");
            api.deleteGoal(goal.id());
            // Of what is not there the runtime of the client makes null.
            check(api.getGoalById(goal.id()) == null, "still there");
        });
        RsaRound.step("invitation", () -> {
            OnboardingRequest sent = new OnboardingRequest()
                    .withFriendlyName("Ada")
                    .withApplicationPatientId(objectiveId)
                    .withSecretQuestion("Which town?")
                    .withSecretAnswer("London");
            check(api.generateInviteCode(sent).invitationCode().length() >= 20, "no code");
            refused(409, () -> api.generateInviteCode(sent));
        });
        RsaRound.step("refused-in-words", () -> {
            ActionPlanTask wrong = newTask("Wrong").withAssociatedPlanId(plan.id()).withCompletionType("Sometimes");
            MicrosoftKhronosCloudCommonErrorsErrorInformation error =
                    refused(400, () -> api.postActionPlanTasks(wrong));
            check(error.code().equals("BadRequest") && error.target().equals("completionType"), error.target());
            check(error.details().get(0).message().length() > 10, "no details");
        });
        RsaRound.step("delete-objective", () -> {
            api.deleteActionPlanObjective(plan.id(), otherObjectiveId);
            check(api.getActionPlanById(plan.id()).objectives().size() == 1, "still there");
            refused(409, () -> api.deleteActionPlanObjective(plan.id(), objectiveId));
        });
        RsaRound.step("delete-plan", () -> {
            api.deleteActionPlanTaskById(task.id());
            api.deleteActionPlan(plan.id());
            check(api.getActionPlanById(plan.id()) == null, "still there");
            refused(404, () -> api.deleteActionPlan(plan.id()));
        });
    }

    /** As the SDK's HealthVaultRestClient sends them. */
    OkHttpClient.Builder withTokens() {
        String tokens = "MSH-V1 app-token=" + connection.getSessionToken() + ",offline-person-id="
                + RsaRound.env("KEEPWELL_PERSON_ID") + ",record-id=" + RsaRound.env("KEEPWELL_RECORD_ID");
        return new OkHttpClient.Builder().addInterceptor(chain -> chain.proceed(chain.request().newBuilder()
                .addHeader("Authorization", tokens).addHeader("x-ms-version", "HV-Conformance/1.0").build()));
    }

    static Objective objective(String id) {
        return new Objective().withId(id).withName("Weight").withDescription("By measuring it.").withState("Active")
                .withOutcomeName("Better control").withOutcomeType("Other");
    }

    ActionPlanTask newTask(String name) {
        return new ActionPlanTask()
                .withName(name)
                .withShortDescription("Every day")
                .withLongDescription("Every day, before breakfast.")
                .withImageUrl("https://example.org/a.png")
                .withThumbnailImageUrl("https://example.org/b.png")
                .withTaskType("Other")
                .withSignupName(name)
                .withAssociatedObjectiveIds(List.of(objectiveId))
                .withTrackingPolicy(new ActionPlanTrackingPolicy()
                        .withIsAutoTrackable(true)
                        .withTargetEvents(List.of(
                                new ActionPlanTaskTargetEvent().withElementXPath("thing/data-xml/weight"))))
                .withCompletionType("Frequency")
                .withFrequencyTaskCompletionMetrics(
                        new ActionPlanFrequencyTaskCompletionMetrics().withOccurrenceCount(1).withWindowType("Daily"));
    }

    ActionPlanInstance findPlan(String name) {
        return api.getActionPlans().plans().stream()
                .filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    SimpleRequestTemplate offline() {
        return new SimpleRequestTemplate(
                connection, RsaRound.env("KEEPWELL_PERSON_ID"), RsaRound.env("KEEPWELL_RECORD_ID"));
    }

    String xml(String id, String path) throws Exception {
        String info = "<info><group><id>" + id + "</id><format><section>core</section><xml/></format></group></info>";
        return RsaRound.text(RsaRound.send(offline(), "GetThings", "3", info), "//thing/data-xml/" + path);
    }

    static MicrosoftKhronosCloudCommonErrorsErrorInformation refused(int status, RsaRound.Step step) throws Exception {
        try {
            step.run();
        } catch (MicrosoftKhronosCloudCommonErrorsErrorResponseException error) {
            check(error.response().code() == status, "status " + error.response().code());
            return error.body().error();
        }
        throw new Exception("was not refused");
    }

    static void check(boolean condition, String message) throws Exception {
        RsaRound.check(condition, message);
    }
}
