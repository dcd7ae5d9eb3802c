using ChildPlatform.Contracts.Fund;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Fund.Ledger;

/// <summary>
/// A balance of the books. <c>MONEY</c> is what the fund holds; <c>FUND:POOL</c> is money without restriction,
/// <c>FUND:&lt;programme&gt;</c> money that donors gave for that programme alone, <c>FUND:AREA:&lt;unit&gt;</c> for a district or
/// commune and <c>FUND:CHILD:&lt;case&gt;</c> for one child. The database refuses a negative balance and
/// a reservation above the balance, whatever the code above it does.
/// </summary>
internal sealed class Account
{
    public const string Money = "MONEY";
    public const string PoolFund = "FUND:POOL";
    public const string Pool = "POOL";
    public const string Fund = "FUND:";
    public const string AreaFund = "FUND:AREA:";
    public const string ChildFund = "FUND:CHILD:";

    private Account()
    {
    }

    public Account(string code)
    {
        Code = code;
    }

    public string Code { get; private set; } = "";

    /// <summary>Whole đồng, in the account's own direction: debit for money held, credit for funds.</summary>
    public long Balance { get; private set; }

    /// <summary>Promised to approved requests and not yet paid.</summary>
    public long Reserved { get; private set; }

    public long Available => Balance - Reserved;

    /// <summary>1 where a debit raises the balance (money held), -1 where a credit does (funds).</summary>
    public int DebitSign => SignOf(Code);

    public static int SignOf(string code) => code == Money ? 1 : -1;

    /// <summary>Account of a programme's restricted money; of the pool without a programme.</summary>
    public static string FundOf(string? programme) => programme is null ? PoolFund : $"FUND:{programme}";

    /// <summary>Account of the money for a district or commune, by its code.</summary>
    public static string FundOfArea(string unitCode) => AreaFund + unitCode;

    /// <summary>Account of the money for one child, by the number of a case.</summary>
    public static string FundOfChild(string caseNumber) => ChildFund + caseNumber;

    /// <summary>What the money of a fund account may pay for.</summary>
    public static Restriction RestrictionOf(string code) => code switch
    {
        PoolFund => new Restriction { Kind = RestrictionKind.None },
        _ when code.StartsWith(AreaFund, StringComparison.Ordinal) =>
            new Restriction { Kind = RestrictionKind.Area, Area = code[AreaFund.Length..] },
        _ when code.StartsWith(ChildFund, StringComparison.Ordinal) =>
            new Restriction { Kind = RestrictionKind.Child, CaseNumber = code[ChildFund.Length..] },
        _ => new Restriction { Kind = RestrictionKind.Programme, Programme = code[Fund.Length..] },
    };

    /// <summary>An account as read under its lock by plain SQL.</summary>
    public static Account Read(string code, long balance, long reserved) => new(code) { Balance = balance, Reserved = reserved };

    public void Reserve(long amount)
    {
        FundRules.InsufficientBalance.Require(amount <= Available);
        Reserved += amount;
    }

    public void Release(long amount)
    {
        if (amount > Reserved)
        {
            throw new InvalidOperationException($"Account {Code} has {Reserved} reserved, not {amount}.");
        }

        Reserved -= amount;
    }

    /// <summary>Applies one line of an entry (debit positive). Refuses to touch money that is reserved.</summary>
    public void Apply(long posting)
    {
        var balance = checked(Balance + (DebitSign * posting));
        FundRules.InsufficientBalance.Require(balance >= Reserved);
        Balance = balance;
    }
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.HasKey(account => account.Code);
        builder.Property(account => account.Code).HasMaxLength(50);
        builder.Ignore(account => account.Available);
        builder.Ignore(account => account.DebitSign);
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_accounts_balance", "balance >= 0");
            table.HasCheckConstraint("ck_accounts_reserved", "reserved >= 0 and reserved <= balance");
        });
    }
}
