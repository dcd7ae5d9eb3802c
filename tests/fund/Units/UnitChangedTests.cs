using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Units;

/// <summary>The fund with a broker of its own.</summary>
public sealed class FundApiWithBroker : FundApi
{
    protected override string? Rabbit => null;
}

public class UnitChangedTests(FundApiWithBroker api) : IClassFixture<FundApiWithBroker>
{
    [Fact]
    public async Task New_unit_can_be_named_and_an_ended_one_no_more()
    {
        var code = "99901";
        var from = new DateOnly(2024, 5, 1);
        var request = Request(1_000) with { Beneficiaries = [new Beneficiary { UnitCode = code, Count = 1 }] };
        Assert.Equal(["/beneficiaries/0/unitCode unknown-unit"], await api.Post(FundApi.Officer, "/disbursements", request).Invalid());

        var message = Changed(code, from, null);
        await Tell(message);
        await Eventually.Until(() => Known(message), TimeSpan.FromSeconds(60));
        await api.Drafted(request);

        var ended = Changed(code, from, new DateOnly(2024, 5, 31));
        await Tell(ended);
        await Tell(ended);
        await Eventually.Until(() => Known(ended), TimeSpan.FromSeconds(30));
        Assert.Equal(["/beneficiaries/0/unitCode unknown-unit"], await api.Post(FundApi.Officer, "/disbursements", request).Invalid());
        Assert.Equal(1, await api.Number($"select count(*) from units where code = '{code}'"));
    }

    private static UnitChanged Changed(string code, DateOnly from, DateOnly? to)
    {
        var parent = UnitId.For("502", new DateOnly(2024, 1, 1));
        var province = UnitId.For("49", new DateOnly(2024, 1, 1));
        var id = UnitId.For(code, from);

        return new UnitChanged
        {
            UnitId = id,
            Code = code,
            Name = "Phường Mới",
            Level = UnitLevel.Commune,
            ParentId = parent,
            Path = $"{province:N}/{parent:N}/{id:N}/",
            ValidFrom = from,
            ValidTo = to,
            Version = to is null ? 2 : 3,
        };
    }

    private Task Tell(UnitChanged message) => api.Services.GetRequiredService<IBus>().Publish(message);

    private Task<bool> Known(UnitChanged message) =>
        api.Query(db => db.Units.AnyAsync(unit => unit.Id == message.UnitId && unit.ValidTo == message.ValidTo));
}
