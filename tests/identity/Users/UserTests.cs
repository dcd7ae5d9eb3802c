using System.Net;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;

namespace ChildPlatform.Identity.Tests.Users;

public class UserTests(IdentityApi api) : IClassFixture<IdentityApi>
{
    [Fact]
    public async Task A_new_person_signs_in_with_role_unit_and_agency()
    {
        var (user, version) = await api.CreateUser("cham", "503", Roles.Reporter, "H02");
        Assert.Equal(1, version);

        using var browser = api.Browser();
        var token = IdentityApi.Decode((await browser.Tokens("cham")).GetProperty("access_token").GetString()!);

        Assert.Equal(user.Id.ToString(), token.Subject);
        Assert.Equal(("Người dùng cham", Roles.Reporter, "H02"),
            (token.GetPayloadValue<string>("name"), token.GetPayloadValue<string>("role"), token.GetPayloadValue<string>("agency")));
        Assert.Equal(UnitId.For("503", new DateOnly(2024, 1, 1)), Guid.Parse(token.GetPayloadValue<string>("unit")));
    }

    [Fact]
    public async Task People_of_two_communes_have_paths_of_which_neither_holds_the_other()
    {
        await api.CreateUser("worker-a", "20341");
        await api.CreateUser("worker-b", "20356");
        using var first = api.Browser();
        using var second = api.Browser();

        var a = IdentityApi.Decode((await first.Tokens("worker-a")).GetProperty("access_token").GetString()!).GetPayloadValue<string>("unit_path");
        var b = IdentityApi.Decode((await second.Tokens("worker-b")).GetProperty("access_token").GetString()!).GetPayloadValue<string>("unit_path");

        Assert.False(a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fund-officer")]
    [InlineData("leader")]
    [InlineData("auditor")]
    [InlineData("integrator")]
    public async Task Only_an_administrator_sees_and_changes_people_and_clients(string client)
    {
        foreach (var (method, path) in new[]
                 {
                     (HttpMethod.Get, "/users"), (HttpMethod.Post, "/users"), (HttpMethod.Get, $"/users/{Guid.NewGuid()}"),
                     (HttpMethod.Put, $"/users/{Guid.NewGuid()}"), (HttpMethod.Post, $"/users/{Guid.NewGuid()}/disable"),
                     (HttpMethod.Post, $"/users/{Guid.NewGuid()}/reset-password"), (HttpMethod.Get, "/clients"), (HttpMethod.Post, "/clients"),
                 })
        {
            using var response = await api.Send(method, path, client: client);
            await response.ShouldBe(HttpStatusCode.Forbidden, "forbidden");
        }

        using var audit = await api.Send(HttpMethod.Get, "/audit", client: client);
        Assert.Equal(client == "auditor" ? HttpStatusCode.OK : HttpStatusCode.Forbidden, audit.StatusCode);
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        using var response = await api.Send(HttpMethod.Post, "/users", new CreateUserRequest
        {
            UserName = "wrong-one",
            Name = "Người sai",
            Password = "short",
            Roles = [Roles.Leader, "king"],
            UnitCode = "99999",
            Agency = "XYZ",
        });

        var problem = await response.ShouldBe(HttpStatusCode.UnprocessableEntity, "invalid-input");
        Assert.Equal(
            [("/agency", "not-in-catalogue"), ("/password", "too-short"), ("/roles/1", "not-in-catalogue"),
                ("/unitCode", "not-in-catalogue")],
            problem.Errors().Order());
    }

    [Theory]
    [InlineData("""{ "userName": "Hoa Le", "name": "Hoa", "password": "Demo@2024", "roles": ["leader"], "unitCode": "49" }""", "/userName", "invalid-value")]
    [InlineData("""{ "userName": "hoa", "password": "Demo@2024", "roles": ["leader"], "unitCode": "49" }""", "/name", "required")]
    [InlineData("""{ "userName": "hoa", "name": "Hoa", "password": "Demo@2024", "roles": [], "unitCode": "49" }""", "/roles", "required")]
    [InlineData("""{ "userName": "hoa-le", "name": "Hoa", "password": "my-hoa-le-1", "roles": ["leader"], "unitCode": "49" }""", "/password", "invalid-value")]
    [InlineData("""{ "userName": "hoa", "name": 5, "password": "Demo@2024", "roles": ["leader"], "unitCode": "49" }""", "/name", "wrong-type")]
    [InlineData("""{ "userName": "hoa", "name": "Hoa", "password": "Demo@2024", "roles": ["leader"], "unitCode": "49", "admin": true }""", "/admin", "unknown-member")]
    public async Task A_wrong_body_is_422_with_its_pointer(string body, string field, string code)
    {
        using var response = await api.Send(HttpMethod.Post, "/users", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await IdentityApi.Read<System.Text.Json.JsonElement>(response);
        Assert.Equal([(field, code)], problem.Errors());
    }

    [Fact]
    public async Task Broken_json_is_400_and_a_taken_name_is_409_in_both_languages()
    {
        using var broken = await api.Send(HttpMethod.Post, "/users", "{ \"userName\": ");
        await broken.ShouldBe(HttpStatusCode.BadRequest, "malformed-json");

        var again = new CreateUserRequest
        {
            UserName = "fund-officer",
            Name = "Người khác",
            Password = "Demo@2024",
            Roles = [Roles.FundOfficer],
            UnitCode = "49",
        };
        using var vi = await api.Send(HttpMethod.Post, "/users", again);
        using var en = await api.Send(HttpMethod.Post, "/users", again, language: "en");
        var first = await vi.ShouldBe(HttpStatusCode.Conflict, "user-name-taken");
        var second = await en.ShouldBe(HttpStatusCode.Conflict, "user-name-taken");
        Assert.Contains("đã được dùng", first.ToString(), StringComparison.Ordinal);
        Assert.Contains("already taken", second.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_with_its_key_adds_one_person_and_another_body_is_refused()
    {
        var request = new CreateUserRequest
        {
            UserName = "once-only",
            Name = "Một lần",
            Password = "Demo@2024",
            Roles = [Roles.Leader],
            UnitCode = "49",
        };
        var key = Guid.NewGuid().ToString();
        using var first = await api.Send(HttpMethod.Post, "/users", request, key: key);
        using var replay = await api.Send(HttpMethod.Post, "/users", request, key: key);
        using var other = await api.Send(HttpMethod.Post, "/users", request with { Name = "Hai lần" }, key: key);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, replay.StatusCode));
        Assert.Equal(["true"], replay.Headers.GetValues("Idempotency-Replayed"));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await replay.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, replay.Headers.Location);
        await other.ShouldBe(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal(0L, await api.Sql<long>("select count(*) from idempotency_keys where convert_from(body, 'UTF8') like '%Demo@2024%'"));
    }

    [Fact]
    public async Task A_correction_needs_the_current_version()
    {
        var (user, version) = await api.CreateUser("to-correct", "20341");
        var correction = new CorrectUserRequest { Name = "Tên mới", Roles = [Roles.CaseApprover, Roles.CaseWorker], UnitCode = "20356" };

        using var missing = await api.Send(HttpMethod.Put, $"/users/{user.Id}", correction);
        await missing.ShouldBe((HttpStatusCode)428, "if-match-required");
        using var good = await api.Send(HttpMethod.Put, $"/users/{user.Id}", correction, $"\"{version}\"");
        using var stale = await api.Send(HttpMethod.Put, $"/users/{user.Id}", correction, $"\"{version}\"");
        await stale.ShouldBe(HttpStatusCode.PreconditionFailed, "version-mismatch");
        using var nobody = await api.Send(HttpMethod.Put, $"/users/{Guid.NewGuid()}", correction, "\"1\"");
        await nobody.ShouldBe(HttpStatusCode.NotFound, "not-found");

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal(version + 1, IdentityApi.VersionOf(good));
        var corrected = await api.Get<UserResponse>($"/users/{user.Id}");
        Assert.Equal(("Tên mới", "20356"), (corrected.Name, corrected.Unit!.Code));
        Assert.Equal([Roles.CaseApprover, Roles.CaseWorker], corrected.Roles);
        using var browser = api.Browser();
        var token = IdentityApi.Decode((await browser.Tokens("to-correct")).GetProperty("access_token").GetString()!);
        Assert.Equal([Roles.CaseApprover, Roles.CaseWorker], token.Claims.Where(c => c.Type == "role").Select(c => c.Value).Order());
    }

    [Fact]
    public async Task Disabling_happens_once_and_never_to_oneself()
    {
        var (user, version) = await api.CreateUser("to-disable", "20341");
        using var disabled = await api.Send(HttpMethod.Post, $"/users/{user.Id}/disable", ifMatch: $"\"{version}\"");
        Assert.True((await IdentityApi.Read<UserResponse>(disabled)).Disabled);
        using var again = await api.Send(HttpMethod.Post, $"/users/{user.Id}/disable", ifMatch: $"\"{version + 1}\"");
        await again.ShouldBe(HttpStatusCode.Conflict, "user-already-disabled");
        using var enabled = await api.Send(HttpMethod.Post, $"/users/{user.Id}/enable", ifMatch: $"\"{version + 1}\"");
        Assert.False((await IdentityApi.Read<UserResponse>(enabled)).Disabled);

        var self = Assert.Single((await api.Get<Page<UserResponse>>("/users?role=administrator")).Items);
        using var suicide = await api.Send(HttpMethod.Post, $"/users/{self.Id}/disable", ifMatch: "*");
        await suicide.ShouldBe(HttpStatusCode.Conflict, "administrator-acts-on-self");
        using var demotion = await api.Send(HttpMethod.Put, $"/users/{self.Id}",
            new CorrectUserRequest { Name = self.Name, Roles = [Roles.Leader], UnitCode = "49" }, "*");
        await demotion.ShouldBe(HttpStatusCode.Conflict, "administrator-acts-on-self");
    }

    [Fact]
    public async Task A_new_password_lifts_the_lock_ends_sessions_and_the_old_one_is_dead()
    {
        var (user, version) = await api.CreateUser("to-reset", "20341");
        using var browser = api.Browser();
        var tokens = await browser.Tokens("to-reset");
        using var other = api.Browser();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await other.SignIn("to-reset", "wrong");
        }

        using var reset = await api.Send(
            HttpMethod.Post, $"/users/{user.Id}/reset-password", new ResetPasswordRequest { Password = "Another@2024" }, $"\"{version}\"");
        Assert.Equal(HttpStatusCode.OK, reset.StatusCode);

        using var old = await other.SignIn("to-reset", IdentityApi.DemoPassword);
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        using var right = await other.SignIn("to-reset", "Another@2024");
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await api.PostToken(Browser.Refresh(tokens.GetProperty("refresh_token").GetString()!))).Status);
        using var cookie = await browser.Get(browser.AuthorizeAddress());
        Assert.Equal("/connect/sign-in", cookie.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task People_are_listed_in_pages_and_found_without_tone_marks()
    {
        var found = await api.Get<Page<UserResponse>>("/users?q=nguyen thi hoa");
        Assert.Equal("fund-officer", Assert.Single(found.Items).UserName);
        Assert.Equal(["case-worker-anphu"], (await api.Get<Page<UserResponse>>("/users?unit=20356&q=bui")).Items.Select(u => u.UserName));
        Assert.Equal(["reporter-gddt"], (await api.Get<Page<UserResponse>>("/users?agency=GDDT")).Items.Select(u => u.UserName));

        var all = (await api.Get<Page<UserResponse>>("/users?limit=500")).Items.Select(u => u.UserName).ToList();
        var first = await api.Get<Page<UserResponse>>("/users?limit=5");
        var second = await api.Get<Page<UserResponse>>(first.Next!.Replace("/api/v1/identity", "", StringComparison.Ordinal));
        Assert.Equal(all.Take(10), first.Items.Concat(second.Items).Select(u => u.UserName));
    }
}
