namespace ChildPlatform.Contracts.Events;

/// <summary>
/// An event stands in the public calendar, or was changed while it stood there. The newest version about an event holds,
/// whichever message carries it.
/// </summary>
public record class EventPublished
{
    public required Guid EventId { get; init; }

    /// <summary><c>SK-2024-00012</c>.</summary>
    public required string Number { get; init; }
    public required string Title { get; init; }

    /// <summary>Code of the template: <c>trung-thu</c>, <c>thang-hanh-dong</c>, …</summary>
    public required string Template { get; init; }
    public required EventLevel Level { get; init; }
    public required string UnitCode { get; init; }
    public required string UnitPath { get; init; }

    /// <summary>The agency that holds it; null when the people's committee of the unit does.</summary>
    public string? Agency { get; init; }
    public required DateOnly StartsOn { get; init; }
    public required DateOnly EndsOn { get; init; }
    public required int PlannedChildren { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Grows with each change of this event.</summary>
    public required int Version { get; init; }
}

/// <summary>An event that stood in the calendar does not take place.</summary>
public record class EventCancelled
{
    public required Guid EventId { get; init; }
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required string Template { get; init; }
    public required EventLevel Level { get; init; }
    public required string UnitCode { get; init; }
    public required string UnitPath { get; init; }
    public string? Agency { get; init; }
    public required DateOnly StartsOn { get; init; }
    public required DateOnly EndsOn { get; init; }
    public required int PlannedChildren { get; init; }
    public required DateTimeOffset CancelledAt { get; init; }
    public required int Version { get; init; }
}

/// <summary>
/// An event was held and its closing form is in: counts and cost, never a name. A corrected form sends the whole again with a
/// higher version.
/// </summary>
public record class EventClosed
{
    public required Guid EventId { get; init; }
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required string Template { get; init; }
    public required EventLevel Level { get; init; }
    public required string UnitCode { get; init; }
    public required string UnitPath { get; init; }
    public string? Agency { get; init; }
    public required DateOnly StartsOn { get; init; }
    public required DateOnly EndsOn { get; init; }
    public required int PlannedChildren { get; init; }

    /// <summary>Children who came: girls and boys add up to it, and so do the three ages.</summary>
    public required int Children { get; init; }
    public required int Girls { get; init; }
    public required int Boys { get; init; }

    /// <summary>Of all children; the two groups may overlap.</summary>
    public required int EthnicMinority { get; init; }
    public required int SpecialCircumstances { get; init; }
    public required int Age0To6 { get; init; }
    public required int Age7To10 { get; init; }
    public required int Age11To15 { get; init; }

    /// <summary>Gifts handed over, and their worth in whole đồng.</summary>
    public required int Gifts { get; init; }
    public required long GiftsValue { get; init; }
    public required int Scholarships { get; init; }
    public required long ScholarshipsValue { get; init; }

    /// <summary>Spent in all, in whole đồng; the three sources add up to it.</summary>
    public required long Cost { get; init; }
    public required long CostFromBudget { get; init; }
    public required long CostMobilised { get; init; }
    public required long CostFromFund { get; init; }

    /// <summary>Incidents that were passed on to child protection.</summary>
    public required int Incidents { get; init; }
    public required DateTimeOffset ClosedAt { get; init; }
    public required int Version { get; init; }
}

/// <summary>
/// An event asks the fund for money. The fund opens a submitted request under <see cref="RequestId"/>, once however often this comes.
/// </summary>
public record class FundingRequested
{
    /// <summary>Becomes the id of the disbursement.</summary>
    public required Guid RequestId { get; init; }
    public required Guid EventId { get; init; }
    public required string EventNumber { get; init; }
    public required string UnitCode { get; init; }

    /// <summary>Whose request it is: the unit as it is valid on the day of the event.</summary>
    public required string UnitPath { get; init; }

    /// <summary>Code of a programme of the fund.</summary>
    public required string Programme { get; init; }

    /// <summary>Whole đồng.</summary>
    public required long Amount { get; init; }
    public required string Purpose { get; init; }
    public required int ChildrenCount { get; init; }
    public required string PayeeName { get; init; }
    public required string RequestedBy { get; init; }
    public required string RequestedByName { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public required int Version { get; init; }
}

/// <summary>
/// An organiser takes a request to the fund back, or its event was cancelled. The fund cancels what is not paid; what is paid is
/// taken back by an accountant.
/// </summary>
public record class FundingWithdrawn
{
    /// <summary>The request as <see cref="FundingRequested"/> named it. It may arrive before that one.</summary>
    public required Guid RequestId { get; init; }
    public required Guid EventId { get; init; }
    public required string Reason { get; init; }
    public required string WithdrawnBy { get; init; }
    public required string WithdrawnByName { get; init; }
    public required DateTimeOffset WithdrawnAt { get; init; }

    /// <summary>Version of the event.</summary>
    public required int Version { get; init; }
}
