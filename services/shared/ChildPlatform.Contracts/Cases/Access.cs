namespace ChildPlatform.Contracts.Cases;

/// <summary>A purpose for which private data may be read in clear.</summary>
public sealed record class PurposeResponse
{
    public required string Code { get; init; }

    public required string NameVi { get; init; }

    public required string NameEn { get; init; }
}

/// <summary>A read of private data.</summary>
public sealed record class AccessLogLine
{
    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public required string ByName { get; init; }

    public required string CaseNumber { get; init; }

    public required string Purpose { get; init; }

    public string? TraceId { get; init; }
}
