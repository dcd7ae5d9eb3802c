using ChildPlatform.Kernel;
using Microsoft.Extensions.Time.Testing;

namespace ChildPlatform.Identity.Tests.Units;

/// <summary>Rights follow the tree that is valid on the day of access, by the domain's clock.</summary>
public sealed class UnitRightsTests(UnitRightsTests.Api api) : IClassFixture<UnitRightsTests.Api>
{
    [Fact]
    public async Task A_person_of_a_merged_commune_belongs_to_what_it_became()
    {
        api.Move(new DateOnly(2024, 6, 1));
        await api.CreateUser("que-loc", "20672"); // Xã Sơn Viên, Nông Sơn
        using var browser = api.Browser();
        var before = IdentityApi.Decode((await browser.Tokens("que-loc")).GetProperty("access_token").GetString()!);
        Assert.Equal(Path("49", "519", "20672"), before.GetPayloadValue<string>("unit_path"));

        api.Move(new DateOnly(2025, 1, 1));
        using var later = api.Browser();
        var after = IdentityApi.Decode((await later.Tokens("que-loc")).GetProperty("access_token").GetString()!);

        var queLoc = UnitId.For("20671", new DateOnly(2025, 1, 1));
        Assert.Equal($"{Path("49", "509")}{queLoc:N}/", after.GetPayloadValue<string>("unit_path"));
        Assert.Equal(queLoc, Guid.Parse(after.GetPayloadValue<string>("unit")));
    }

    [Fact]
    public async Task Tokens_keep_the_machines_clock_and_demo_units_stand_on_any_day()
    {
        api.Move(new DateOnly(2023, 6, 1));

        var token = IdentityApi.Decode(await api.TokenOf("case-worker-anphu"));

        Assert.Equal(Path("49", "502", "20356"), token.GetPayloadValue<string>("unit_path"));
        Assert.InRange(token.ValidTo, DateTime.UtcNow.AddMinutes(9), DateTime.UtcNow.AddMinutes(16));
    }

    private static string Path(params string[] codes) =>
        string.Concat(codes.Select(c => $"{UnitId.For(c, new DateOnly(2024, 1, 1)):N}/"));

    public sealed class Api : IdentityApi
    {
        private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
        private TimeSpan _back;

        protected override TimeProvider Clock => new Moving(this);

        /// <summary>Moves the domain to noon of a day in Viet Nam, also backwards.</summary>
        public void Move(DateOnly day) => _back = VietnamTime.StartOf(day).AddHours(12) - _clock.GetUtcNow();

        private sealed class Moving(Api api) : TimeProvider
        {
            public override DateTimeOffset GetUtcNow() => (api._clock.GetUtcNow() + api._back).ToUniversalTime();
        }
    }
}
