"""The hand-written questions, in PyTorch: usage: hand.py CHECKPOINT [tune|held to list what fails].

Look at the failures of "tune" to find holes in the data; "held" is for measuring."""
import sys, torch, json, collections
from decimal import Decimal
from train import *
from sheet import Sheet, instant
torch.set_num_threads(1)
ck=torch.load(sys.argv[1],map_location="cpu"); tok=Tokenizer("tokenizer.json"); m=Nano(**ck["cfg"]); m.load_state_dict(ck["model"]); m.eval()
show=sys.argv[2] if len(sys.argv)>2 else ""
def greedy(sheet):
    trie=Trie(sheet,tok); ids=tok.encode(PREFIX+sheet.volatile,True); live,used,out,lp=trie.root(),[],[],0.0
    while True:
        o=trie.options(live,used); al=sorted(o)
        if len(al)>1:
            with torch.no_grad(): h=m(torch.tensor([ids]))[0,-1]; lg=m.emb.weight[al]@h; p=torch.softmax(lg,0); k=int(p.argmax()); t=al[k]; lp+=float(p[k].log())
        else: t=al[0]
        if t==EOS: return tok.decode(out).strip(), math.exp(lp)
        out.append(t); ids.append(t); nx=o[t]
        if any(k==-1 for _,k in nx): used.append(next(i for i,k in nx if k==-1)); live=trie.root(used)
        else: live=nx
for use in ("tune","held"):
    n=ok=una=unok=0; rows=[]
    for s in json.load(open("../../agent/language/src/main/resources/io/parley/calibration/hand-written.json"),parse_float=Decimal):
        if s["use"]!=use: continue
        for q in s["questions"]:
            sh=Sheet(q["question"],s["facts"],instant(s["now"]))
            a,c=greedy(sh); good=a==q["answer"]
            if q["answer"]=="unsure": una+=1; unok+=good
            else: n+=1; ok+=good
            rows.append((c,good,a,q))
            if not good and use==show: print("%.2f"%c,q["question"],"|",sh.volatile.split("\n")[-1][9:-17],"| want",q["answer"],"| got",a)
    print(use,"answerable %d/%d unsure %d/%d"%(ok,n,unok,una))
    ans=sorted([(c,g) for c,g,a,_ in rows if a!="unsure"],reverse=True)
    bad=[c for c,g in ans if not g]; print("  given answers",len(ans),"wrong",len(bad),"wrong at confidences",["%.2f"%b for b in bad][:20])
