// Package expr: this file takes the place of expr/queue.go in github.com/google/nftables, so that a rule can hand
// packets to a queue on kernels without nft's own queue expression (CONFIG_NFT_QUEUE) too.
package expr

import (
	"encoding/binary"

	"github.com/google/nftables/binaryutil"
	"github.com/google/nftables/xt"
	"github.com/mdlayher/netlink"
	"golang.org/x/sys/unix"
)

// QueueThroughXtables makes every queue expression name the xtables target NFQUEUE instead, which nft runs through its
// compatibility layer: the same verdict, in the same place of the same rule.
var QueueThroughXtables bool

// QueueFlag is a set of NFT_QUEUE_FLAG_* bits.
type QueueFlag uint16

const (
	QueueFlagBypass QueueFlag = unix.NFT_QUEUE_FLAG_BYPASS
	QueueFlagFanout QueueFlag = unix.NFT_QUEUE_FLAG_CPU_FANOUT
	QueueFlagMask   QueueFlag = unix.NFT_QUEUE_FLAG_MASK
)

// Queue hands the packet to one of Total queues from Num on.
type Queue struct {
	Num   uint16
	Total uint16
	Flag  QueueFlag
}

func (q *Queue) marshal(family byte) ([]byte, error) {
	if QueueThroughXtables {
		return q.target().marshal(family)
	}
	data, err := q.marshalData(family)
	if err != nil {
		return nil, err
	}
	return netlink.MarshalAttributes([]netlink.Attribute{
		{Type: unix.NFTA_EXPR_NAME, Data: []byte("queue\x00")},
		{Type: unix.NLA_F_NESTED | unix.NFTA_EXPR_DATA, Data: data},
	})
}

func (q *Queue) marshalData(family byte) ([]byte, error) {
	if QueueThroughXtables {
		return q.target().marshalData(family)
	}
	return netlink.MarshalAttributes([]netlink.Attribute{
		{Type: unix.NFTA_QUEUE_NUM, Data: binaryutil.BigEndian.PutUint16(q.Num)},
		{Type: unix.NFTA_QUEUE_TOTAL, Data: binaryutil.BigEndian.PutUint16(q.total())},
		{Type: unix.NFTA_QUEUE_FLAGS, Data: binaryutil.BigEndian.PutUint16(uint16(q.Flag))},
	})
}

// unmarshal keeps nothing: this program writes such rules and never reads them back.
func (q *Queue) unmarshal(byte, []byte) error { return nil }

func (q *Queue) total() uint16 { return max(q.Total, 1) }

// target is the kernel's struct xt_NFQ_info_v3, {queuenum, queues_total, flags}, padded to a multiple of eight bytes.
func (q *Queue) target() *Target {
	info := make(xt.Unknown, 8)
	binary.NativeEndian.PutUint16(info[0:], q.Num)
	binary.NativeEndian.PutUint16(info[2:], q.total())
	binary.NativeEndian.PutUint16(info[4:], uint16(q.Flag))
	return &Target{Name: "NFQUEUE", Rev: 3, Info: &info}
}
