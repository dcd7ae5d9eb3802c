namespace ChildPlatform.Contracts.Fund;

/// <summary>One line of an entry: positive is debit, negative is credit, whole đồng. The lines of an entry sum to zero.</summary>
public record class PostingResponse
{
    public required string Account { get; init; }
    public required long Amount { get; init; }
}

/// <summary>A journal entry (bút toán). Never edited or deleted; <see cref="Reverses"/> points to the entry that it takes back.</summary>
public record class JournalEntryResponse
{
    public required long Sequence { get; init; }
    public required string Kind { get; init; }

    /// <summary>Day that the money moved.</summary>
    public required DateOnly EffectiveOn { get; init; }
    public required DateTimeOffset EnteredAt { get; init; }
    public required string EnteredBy { get; init; }

    /// <summary>Number of the receipt or voucher behind the entry.</summary>
    public required string Document { get; init; }
    public required string SubjectType { get; init; }
    public required Guid SubjectId { get; init; }
    public long? Reverses { get; init; }
    public required IReadOnlyList<PostingResponse> Postings { get; init; }

    /// <summary>SHA-256 in lower-case hexadecimal over this entry and the hash before it.</summary>
    public required string Hash { get; init; }
}

/// <summary>Result of recomputing the whole chain.</summary>
public record class JournalVerificationResponse
{
    public required bool Ok { get; init; }
    public required long Count { get; init; }
    public required string HeadHash { get; init; }

    /// <summary>Sequence of the first entry that is changed, missing or foreign; null when all is well.</summary>
    public long? FirstBroken { get; init; }

    /// <summary>What is wrong, as a stable code: hash-mismatch, missing-entry, foreign-entry, cut-off, balance-mismatch;
    /// lots-mismatch where an account holds another amount than its lots, gift-mismatch where the lots of a gift are not the gift,
    /// draws-mismatch where a lot is reserved or drawn otherwise than its draws say, payment-mismatch where a request or payment is
    /// not what it draws.</summary>
    public string? Problem { get; init; }
}
